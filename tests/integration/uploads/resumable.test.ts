import { resumableUploads } from './resumable.conformance.ts';

resumableUploads('disk store');
