/** English words of the space settings; one file for each part. */

import audit from "./audit";
import people from "./people";
import places from "./places";
import reports from "./reports";
import rights from "./rights";

export default { ...places, ...people, ...rights, ...audit, ...reports } as const;
