// Builds the application, for a start that makes its database meanwhile.
import { buildAlone, endWith } from './prepare.mjs';

try {
	buildAlone();
} catch (thrown) {
	endWith(thrown);
}
