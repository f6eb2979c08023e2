/** Reporting messages, people and spaces. */
export { ReportDialog } from "./ReportDialog";
export { ReportNews } from "./ReportNews";
export { CATEGORIES, type Reported } from "./state";
