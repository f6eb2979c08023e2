/** Spanish words of the administration; one file for each part. */

import accounts from "./accounts";
import audit from "./audit";
import frame from "./frame";

export default { ...frame, ...accounts, ...audit } as const;
