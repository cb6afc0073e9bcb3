import { adapterTest } from './adapter-test.ts';
import { expressService } from './apps/express.ts';

adapterTest('Express 5', expressService);
