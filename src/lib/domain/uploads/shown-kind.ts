/** Whether a browser shows a file of this name by itself: a PDF or a picture. The server looks at what it really is. */
export function isShown(fileName: string): boolean {
	return /\.(pdf|jpe?g|png)$/i.test(fileName);
}
