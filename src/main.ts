import { mount } from 'svelte';
import './tokens.css';
import './app.css';
import App from './App.svelte';
import { startLab } from './lab/start';
import { applyStoredTheme } from './panels/shell/theme';

applyStoredTheme();
mount(App, { target: document.body, props: { starting: startLab() } });
