/**
 * Characters that lose their accent by a rule of their own and not by taking marks off: đ, ø, ligatures, curly
 * quotes, dashes, fractions, unit signs. Taken from PostgreSQL 18's unaccent.rules for those lower-case characters
 * that can occur in an office's files; Greek and Cyrillic accents, phonetic and mathematical alphabets are left alone.
 * Each entry is the character followed by what replaces it, entries parted by tabs.
 */
const ENTRIES =
	'¡!\t©(C)\tªa\t«<<\t®(R)\t±+/-\tµμ\tºo\t»>>\t¼ 1/4\t½ 1/2\t¾ 3/4\t¿?\t×*\tßss\tæae\tðd\t÷/\t' +
	"øo\tþth\tđd\tħh\tıi\tĳij\tĸq\tŀl\tłl\tŉ'n\tŋn\tœoe\tŧt\tſs\tƀb\tƃb\tƈc\tƌd\tƒf\tƕhv\tƙk\tƚl\tƞn\t" +
	'ƣoi\tƥp\tƫt\tƭt\tƴy\tƶz\tǆdz\tǉlj\tǌnj\tǥg\tǳdz\tȡd\tȥz\tȴl\tȵn\tȶt\tȷj\tȸdb\tȹqp\tȼc\tȿs\tɀz\tɇe\t' +
	'ɉj\tɍr\tɏy\tɓb\tɕc\tɖd\tɗd\tɛe\tɟj\tɠg\tɡg\tɢG\tɦh\tɧh\tɨi\tɪI\tɫl\tɬl\tɭl\tɱm\tɲn\tɳn\tɴN\tɶOE\t' +
	'ɼr\tɽr\tɾr\tʀR\tʂs\tʈt\tʉu\tʋv\tʏY\tʐz\tʑz\tʙB\tʛG\tʜH\tʝj\tʟL\tʠq\tʣdz\tʥdz\tʦts\tʪls\tʫlz\tʰh\t' +
	"ʲj\tʳr\tʷw\tʸy\tʹ'\tʺ\"\tʻ'\tʼ'\tʽ'\t˂<\t˃>\t˄^\tˆ^\tˈ'\tˋ`\tː:\t˖+\t˗-\t˜~\tˡl\tˢs\tˣx\tẚa\t" +
	'ẜs\tẝs\tỻll\tỽv\tỿy\t‐-\t‑-\t‒-\t–-\t—-\t―-\t‖||\t‘\'\t’\'\t‚,\t‛\'\t“"\t”"\t„,,\t‟"\t․.\t‥..\t' +
	'…...\t′\'\t″"\t‹<\t›>\t‼!!\t⁄/\t⁅[\t⁆]\t⁇??\t⁈?!\t⁉!?\t⁎*\tⁱi\tⁿn\tₐa\tₑe\tₒo\tₓx\tₕh\tₖk\tₗl\tₘm\t' +
	'ₙn\tₚp\tₛs\tₜt\t₠CE\t₢Cr\t₣Fr.\t₤L.\t₧Pts\t₹Rs\t₺TL\t℀a/c\t℁a/s\tℂC\t℃°C\t℅c/o\t℆c/u\t℉°F\tℊg\tℋH\t' +
	'ℌH\tℍH\tℎh\tℐI\tℑI\tℒL\tℓl\tℕN\t№No\t℗(P)\t℘P\tℙP\tℚQ\tℛR\tℜR\tℝR\t℞Rx\t℡TEL\tℤZ\tℨZ\tℬB\tℭC\tℯe\t' +
	'ℰE\tℱF\tℳM\tℴo\tℹi\t℻FAX\tℼπ\tℽγ\tℾΓ\tℿΠ\tⅅD\tⅆd\tⅇe\tⅈi\tⅉj\t⅐ 1/7\t⅑ 1/9\t⅒ 1/10\t⅓ 1/3\t⅔ 2/3\t' +
	'⅕ 1/5\t⅖ 2/5\t⅗ 3/5\t⅘ 4/5\t⅙ 1/6\t⅚ 5/6\t⅛ 1/8\t⅜ 3/8\t⅝ 5/8\t⅞ 7/8\t⅟ 1/\tⅰi\tⅱii\tⅲiii\tⅳiv\tⅴv\t' +
	'ⅵvi\tⅶvii\tⅷviii\tⅸix\tⅹx\tⅺxi\tⅻxii\tⅼl\tⅽc\tⅾd\tⅿm\t↉ 0/3\t−-\t∕/\t∖\\\t∣|\t∥||\t≪<<\t≫>>\t⑴(1)\t' +
	'⑵(2)\t⑶(3)\t⑷(4)\t⑸(5)\t⑹(6)\t⑺(7)\t⑻(8)\t⑼(9)\t⑽(10)\t⑾(11)\t⑿(12)\t⒀(13)\t⒁(14)\t⒂(15)\t⒃(16)\t' +
	'⒄(17)\t⒅(18)\t⒆(19)\t⒇(20)\t⒈1.\t⒉2.\t⒊3.\t⒋4.\t⒌5.\t⒍6.\t⒎7.\t⒏8.\t⒐9.\t⒑10.\t⒒11.\t⒓12.\t⒔13.\t' +
	'⒕14.\t⒖15.\t⒗16.\t⒘17.\t⒙18.\t⒚19.\t⒛20.\t⒜(a)\t⒝(b)\t⒞(c)\t⒟(d)\t⒠(e)\t⒡(f)\t⒢(g)\t⒣(h)\t⒤(i)\t' +
	'⒥(j)\t⒦(k)\t⒧(l)\t⒨(m)\t⒩(n)\t⒪(o)\t⒫(p)\t⒬(q)\t⒭(r)\t⒮(s)\t⒯(t)\t⒰(u)\t⒱(v)\t⒲(w)\t⒳(x)\t⒴(y)\t' +
	'⒵(z)\t、,\t。.\t〇0\t〈<\t〉>\t《<<\t》>>\t〔[\t〕]\t〘[\t〙]\t〚[\t〛]\t〝"\t〞"\t㎀pA\t㎁nA\t㎃mA\t㎄kA\t㎅KB\t㎆MB\t' +
	'㎇GB\t㎈cal\t㎉kcal\t㎊pF\t㎋nF\t㎎mg\t㎏kg\t㎐Hz\t㎑kHz\t㎒MHz\t㎓GHz\t㎔THz\t㎙fm\t㎚nm\t㎜mm\t㎝cm\t㎞km\t㎧m/s\t' +
	'㎩Pa\t㎪kPa\t㎫MPa\t㎬GPa\t㎭rad\t㎮rad/s\t㎰ps\t㎱ns\t㎳ms\t㎴pV\t㎵nV\t㎷mV\t㎸kV\t㎹MV\t㎺pW\t㎻nW\t㎽mW\t㎾kW\t' +
	'㎿MW\t㏂a.m.\t㏃Bq\t㏄cc\t㏅cd\t㏆C/kg\t㏇Co.\t㏈dB\t㏉Gy\t㏊ha\t㏋HP\t㏌in\t㏍KK\t㏎KM\t㏏kt\t㏐lm\t㏑ln\t㏒log\t' +
	'㏓lx\t㏔mb\t㏕mil\t㏖mol\t㏗pH\t㏘p.m.\t㏙PPM\t㏚PR\t㏛sr\t㏜Sv\t㏝Wb\t㏞V/m\t㏟A/m\tﬀff\tﬁfi\tﬂfl\tﬃffi\tﬄffl\t' +
	'ﬅst\tﬆst';

function readEntries(): ReadonlyMap<string, string> {
	return new Map(
		ENTRIES.split('\t').map((entry) => {
			const [character = ''] = entry;
			return [character, entry.slice(character.length)];
		})
	);
}

/** Lower-case character to its plain spelling. Said to be pure, so that a page that folds nothing leaves it out. */
export const UNACCENTED: ReadonlyMap<string, string> = /* @__PURE__ */ readEntries();
