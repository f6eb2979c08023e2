/** Talking with the server. */
export { API, type Ask, type AskOptions, type Method, createAsk, createPublicAsk } from "./api";
export { Problem, isProblem, troubleOf } from "./problem";
export { queryOf } from "./query";
