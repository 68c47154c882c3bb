/** What a worker of the crash harness loads: the real node, n8n's real engine, and the clock. */
export { clock } from '../../../nodes/shared/clock';
export { SmsSend } from '../../../nodes/SmsSend/SmsSend.node';
export { runNode } from '../../harness';
