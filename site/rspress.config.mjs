import { fileURLToPath } from 'node:url';
import { defineConfig } from '@rspress/core';
import { sidebar } from './sidebar.mjs';

const place = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: place('dist/pages'),
  outDir: place('dist/site'),
  title: 'Seaworthy',
  description: 'Makes backend services fit for production, and proves it.',
  logoText: 'Seaworthy',
  globalStyles: place('site.css'),
  markdown: { link: { checkDeadLinks: true, checkAnchors: true }, image: { checkDeadImages: true } },
  themeConfig: {
    sidebar: { '/': sidebar() },
    nav: [
      { text: 'First check', link: '/guides/first-check' },
      { text: 'Rules', link: '/rules/' },
      { text: 'Scoreboard', link: '/scoreboard' },
      { text: 'For agents', link: '/skill' },
    ],
  },
});
