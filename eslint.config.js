import next from '@next/eslint-plugin-next';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The rooms of `lib/`, and for each the rooms that it may use besides itself. docs/decisions/0002 says why. */
export const libRooms = {
  settings: [],
  'errors.ts': [],
  'people.ts': ['session/permissions.ts'],
  'app-change.ts': ['settings', 'session/permissions.ts'],
  'retry-after.ts': ['errors.ts'],
  i18n: ['env.ts', 'errors.ts'],
  'log.ts': ['server-state.ts'],
  'background-work.ts': ['server-state.ts'],
  'clock-offsets.ts': ['log.ts'],
  'limits.ts': [],
  'metric-table.ts': [],
  'server-state.ts': ['metric-table.ts'],
  'security-facts.ts': ['server-state.ts'],
  'env.ts': ['limits.ts'],
  build: [],
  database: [
    'settings',
    'checks',
    'errors.ts',
    'server-state.ts',
    'people.ts',
    'app-change.ts',
    'session/permissions.ts',
  ],
  session: ['errors.ts'],
  bigcommerce: ['settings', 'errors.ts', 'server-state.ts', 'retry-after.ts', 'clock-offsets.ts'],
  'policy-check': ['settings', 'errors.ts', 'limits.ts'],
  checks: ['settings'],
  'settings-file': ['settings'],
  api: [
    'settings',
    'checks',
    'errors.ts',
    'retry-after.ts',
    'i18n',
    'people.ts',
    'app-change.ts',
    'session/permissions.ts',
  ],
  changes: [
    'settings',
    'errors.ts',
    'retry-after.ts',
    'log.ts',
    'server-state.ts',
    'bigcommerce',
    'database',
  ],
  callbacks: [
    'errors.ts',
    'log.ts',
    'limits.ts',
    'server-state.ts',
    'security-facts.ts',
    'bigcommerce',
    'database',
    'session',
    'webhooks',
  ],
  webhooks: ['settings', 'errors.ts', 'retry-after.ts', 'bigcommerce', 'database', 'session', 'callbacks'],
  http: [
    'settings',
    'errors.ts',
    'i18n',
    'app-change.ts',
    'checks',
    'log.ts',
    'limits.ts',
    'server-state.ts',
    'security-facts.ts',
    'api',
    'session',
    'database',
    'webhooks',
    'bigcommerce/store-context.ts',
    'bigcommerce/settings-etag.ts',
    'bigcommerce/signed-payload.ts',
  ],
};

const sharedRooms = ['ui', 'shell', 'failures', 'data', 'setting-fields'];

const featureRooms = ['settings', 'bulk', 'history', 'import-export', 'people', 'storefronts', 'checks'];

/** The rooms of `components/`, from the ground up, and for each the rooms that it may use besides itself. */
export const componentRooms = {
  ui: [],
  shell: ['ui'],
  failures: ['ui', 'shell'],
  data: ['ui', 'shell', 'failures'],
  'setting-fields': ['ui', 'shell', 'failures', 'data'],
  settings: sharedRooms,
  'change-run': sharedRooms,
  bulk: [...sharedRooms, 'change-run'],
  history: [...sharedRooms, 'change-run'],
  'import-export': [...sharedRooms, 'change-run'],
  people: sharedRooms,
  storefronts: [...sharedRooms, 'settings', 'change-run'],
  checks: sharedRooms,
  'refusal-actions.tsx': ['ui', 'shell'],
  'refusal.tsx': ['ui', 'shell', 'refusal-actions.tsx'],
  'store-view.tsx': [...sharedRooms, ...featureRooms],
  'customer-settings-app.tsx': ['ui', 'shell', 'settings', 'store-view.tsx'],
};

const zonesOf = (folder, rooms) =>
  Object.entries(rooms).map(([room, used]) => ({
    target: `./${folder}/${room}`,
    from: `./${folder}`,
    except: [room, ...used].map((name) => `./${name}`),
    message: `${folder}/${room} may import ${used.length > 0 ? used.join(', ') : 'nothing'} of ${folder}.`,
  }));

const zones = [
  ...zonesOf('lib', libRooms),
  ...zonesOf('components', componentRooms),
  {
    target: './lib',
    from: ['./app', './components', './tests', './sandbox', './server', './admin', './proxy.ts'],
  },
  {
    target: './components',
    from: './lib',
    except: [
      './settings',
      './checks',
      './settings-file',
      './errors.ts',
      './retry-after.ts',
      './api',
      './i18n',
      './http/page-headers.ts',
      './people.ts',
      './app-change.ts',
      './session/permissions.ts',
    ],
    message: 'components/ runs in browsers: it never imports a server file.',
  },
  { target: './components', from: ['./app', './tests', './sandbox', './server', './admin'] },
  { target: './app', from: ['./tests', './sandbox', './admin'] },
  {
    target: './server',
    from: ['./app', './components', './tests', './sandbox', './lib'],
    except: [
      './errors.ts',
      './limits.ts',
      './server-state.ts',
      './metric-table.ts',
      './env.ts',
      './log.ts',
      './http/security-headers.ts',
      './i18n/locales.ts',
    ],
    message: 'server/ runs without a build: it uses only files of lib/ that import nothing of lib/.',
  },
  { target: './admin', from: ['./app', './components', './tests', './sandbox', './server'] },
  { target: './sandbox', from: ['./app', './components', './lib', './tests'] },
];

/** Sentences and lists are messages of lib/i18n: each language has its own order and punctuation. */
const gluedTextRule = {
  selector: "CallExpression[callee.property.name='join'] > Literal[value=/^\\s*[^\\s\\w-]\\s+$/]",
  message: 'Join texts that people read by useJoinedTexts or useListFormat.',
};

const environmentRule = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'lib/env.ts is the only reader of process.env.',
};

export default defineConfig(
  globalIgnores([
    '.next',
    'node_modules',
    'data',
    'test-results',
    'playwright-report',
    '.sandbox',
    'next-env.d.ts',
  ]),
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  importX.flatConfigs.typescript,
  reactHooks.configs.flat['recommended-latest'],
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@next/next': next },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      ...next.configs.recommended.rules,
      ...next.configs['core-web-vitals'].rules,
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': 'error',
      'no-restricted-syntax': ['error', environmentRule],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-invalid-void-type': ['error', { allowAsThisParameter: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['components/**', 'app/**'],
    rules: {
      'no-restricted-syntax': ['error', environmentRule, gluedTextRule],
      'no-restricted-imports': [
        'error',
        {
          name: '@bigcommerce/big-design',
          importNames: ['Select', 'MultiSelect', 'Chip'],
          message:
            'It has names that are English in every language: components/ui/select-field.tsx has none.',
        },
      ],
    },
  },
  {
    files: ['lib/**'],
    ignores: ['lib/http/**', 'lib/build/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^next(/|$)', message: 'Next.js stays in lib/http, app and components.' }] },
      ],
    },
  },
  {
    files: [
      'lib/env.ts',
      'lib/build/**',
      'instrumentation.ts',
      'server/main.ts',
      'admin/main.ts',
      'sandbox/**',
      'tests/**',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
