/**
 * Characters that lose their accent by a rule of their own and not by taking marks off: đ, ø, ligatures, curly
 * quotes, dashes, fractions, unit signs. Taken from PostgreSQL 18's unaccent.rules for the lower-case characters
 * that occur in Vietnamese offices' files; the others (Greek and Cyrillic accents, mathematical alphabets) are left.
 * Each entry is the character followed by what replaces it, entries parted by tabs.
 */
const ENTRIES =
	'¡!\t©(C)\tªa\t«<<\t\u00ad-\t®(R)\t±+/-\tµμ\tºo\t»>>\t¼ 1/4\t½ 1/2\t¾ 3/4\t¿?\t×*\tßss\tæae\tðd\t÷/\t' +
	'øo\tþth\tđd\tħh\tıi\tĳij\tĸq\tŀl\tłl\tŉ\'n\tŋn\tœoe\tŧt\tſs\tƀb\tƃb\tƈc\tƌd\tƒf\tƕhv\tƙk\tƚl\tƞn\t' +
	'ƣoi\tƥp\tƫt\tƭt\tƴy\tƶz\tǆdz\tǉlj\tǌnj\tǥg\tǳdz\tȡd\tȥz\tȴl\tȵn\tȶt\tȷj\tȸdb\tȹqp\tȼc\tȿs\tɀz\tɇe\t' +
	'ɉj\tɍr\tɏy\tʰh\tʲj\tʳr\tʷw\tʸy\tʹ\'\tʺ"\tʻ\'\tʼ\'\tʽ\'\t˂<\t˃>\t˄^\tˆ^\tˈ\'\tˋ`\tː:\t˖+\t˗-\t˜~\t' +
	'ˡl\tˢs\tˣx\tẚa\tẜs\tẝs\tỻll\tỽv\tỿy\t‐-\t‑-\t‒-\t–-\t—-\t―-\t‖||\t‘\'\t’\'\t‚,\t‛\'\t“"\t”"\t„,,\t' +
	'‟"\t․.\t‥..\t…...\t′\'\t″"\t‹<\t›>\t‼!!\t⁄/\t℃°C\t℅c/o\t℆c/u\t℉°F\tℊg\tℋH\tℌH\tℍH\tℎh\tℐI\tℑI\tℒL\t' +
	'ℓl\tℕN\t№No\t℗(P)\t℘P\tℙP\tℚQ\tℛR\tℜR\tℝR\t℞Rx\t℡TEL\tℤZ\tℨZ\tℬB\tℭC\tℯe\tℰE\tℱF\tℳM\tℴo\tℹi\t' +
	'⅐ 1/7\t⅑ 1/9\t⅒ 1/10\t⅓ 1/3\t⅔ 2/3\t⅕ 1/5\t⅖ 2/5\t⅗ 3/5\t⅘ 4/5\t⅙ 1/6\t⅚ 5/6\t⅛ 1/8\t⅜ 3/8\t⅝ 5/8\t' +
	'⅞ 7/8\t⅟ 1/\tⅰi\tⅱii\tⅲiii\tⅳiv\tⅴv\tⅵvi\tⅶvii\tⅷviii\tⅸix\tⅹx\tⅺxi\tⅻxii\tⅼl\tⅽc\tⅾd\tⅿm\t−-\t∕/\t' +
	'∖\\\t∣|\t㎀pA\t㎁nA\t㎃mA\t㎄kA\t㎅KB\t㎆MB\t㎇GB\t㎈cal\t㎉kcal\t㎊pF\t㎋nF\t㎎mg\t㎏kg\t㎐Hz\t㎑kHz\t㎒MHz\t㎓GHz\t' +
	'㎔THz\t㎙fm\t㎚nm\t㎜mm\t㎝cm\t㎞km\t㎧m/s\t㎩Pa\t㎪kPa\t㎫MPa\t㎬GPa\t㎭rad\t㎮rad/s\t㎰ps\t㎱ns\t㎳ms\t㎴pV\t㎵nV\t' +
	'㎷mV\t㎸kV\t㎹MV\t㎺pW\t㎻nW\t㎽mW\t㎾kW\t㎿MW\t㏂a.m.\t㏃Bq\t㏄cc\t㏅cd\t㏆C/kg\t㏇Co.\t㏈dB\t㏉Gy\t㏊ha\t㏋HP\t㏌in\t' +
	'㏍KK\t㏎KM\t㏏kt\t㏐lm\t㏑ln\t㏒log\t㏓lx\t㏔mb\t㏕mil\t㏖mol\t㏗pH\t㏘p.m.\t㏙PPM\t㏚PR\t㏛sr\t㏜Sv\t㏝Wb\t㏞V/m\t' +
	'㏟A/m\tﬀff\tﬁfi\tﬂfl\tﬃffi\tﬄffl\tﬅst\tﬆst';

/** Lower-case character to its plain spelling. */
export const UNACCENTED: ReadonlyMap<string, string> = new Map(
	ENTRIES.split('\t').map((entry) => {
		const [character = ''] = entry;
		return [character, entry.slice(character.length)];
	})
);
