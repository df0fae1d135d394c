/** What reads a PDF beside the frame that draws it, in one script: a frame of no origin starts no worker of modules. */
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
