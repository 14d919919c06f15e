// Loaded by `--import` on a Node that cannot drop types itself (typescript.mjs).
import { register } from 'node:module';

register('./typescript-loader.mjs', import.meta.url);
