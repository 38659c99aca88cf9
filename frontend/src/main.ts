import { mount } from 'svelte';
import App from './App.svelte';
import { applyTheme } from '$lib/theme';
import { registerServiceWorker } from '$lib/offline/register';

applyTheme();
mount(App, { target: document.getElementById('app')! });
registerServiceWorker();
