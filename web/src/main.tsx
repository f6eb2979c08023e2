/** Starts the app. */
import { render } from "solid-js/web";
import { App } from "./app/App";
import "./styles/fonts";
import "./styles/index.css";

const root = document.getElementById("root");
if (root) render(() => <App />, root);
