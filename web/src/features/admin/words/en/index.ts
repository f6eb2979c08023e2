/** English words of the administration; one file for each part. */

import accounts from "./accounts";
import frame from "./frame";

export default { ...frame, ...accounts } as const;
