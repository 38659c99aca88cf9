import { fileURLToPath } from 'node:url';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { compactMessages } from './scripts/compact-messages.mjs';
import { lists } from './scripts/lists.mjs';

const server = process.env.COOPAIR_SERVER ?? 'http://127.0.0.1:8080';
const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  plugins: [
    lists(),
    // For the unit tests `npm run sources` has compiled the messages; the plugin would keep watching them.
    !process.env.VITEST &&
      paraglideVitePlugin({
        project: './project.inlang',
        outdir: './src/lib/paraglide',
        strategy: ['localStorage', 'baseLocale'],
        outputStructure: 'message-modules',
        emitGitIgnore: false,
      }),
    compactMessages(),
    svelte(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      injectRegister: null,
      manifest: {
        name: 'Coopair',
        short_name: 'Coopair',
        description: 'Le suivi des séances et la formation entre pairs',
        lang: 'fr',
        start_url: '/',
        display: 'standalone',
        background_color: '#f6f4ef',
        theme_color: '#0e5a5a',
        icons: [
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
          { src: '/icon-maskable.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'maskable' },
        ],
        shortcuts: [{ name: 'Saisir une séance', url: '/saisir' }],
      },
      injectManifest: { globPatterns: ['**/*.{js,css,html,svg,woff2}'] },
    }),
  ],
  resolve: { alias: { $lib: path('./src/lib'), $screens: path('./src/screens') } },
  build: {
    outDir: 'dist',
    manifest: true,
    target: 'es2022',
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    // Small shared modules travel together: fewer requests on a slow line, and better compression.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // The entry shows it: the forms that use it too would come along with the first load.
            { name: 'failure', test: /src.lib.ui.Failure/, priority: 1 },
            {
              name: 'core',
              test: /node_modules|src.lib.(paraglide.(runtime|registry)|api|offline|router|session|language|ui|lists.[a-z])/,
              minShareCount: 3,
            },
            { name: 'form', test: /src.lib.(form|sessions|format|text)/, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': server, '/healthz': server } },
  test: { include: ['{src,scripts}/**/*.test.ts'], environment: 'node' },
});
