import { adapterTest } from './adapter-test.ts';
import { express4Service } from './apps/express4.ts';

adapterTest('Express 4', express4Service);
