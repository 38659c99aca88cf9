// Messages as Paraglide writes them choose their language one by one; in the built application they
// share one chooser, which makes each a good deal smaller. Development and tests use them as they are.
const CHOICE =
  /export const (\w+) = \/\*\*[^]*?\*\/ \(\((?:inputs|inputs = \{\}), options = \{\}\) => \{\s*const locale = [^\n]*\n\s*if \(locale === "en"\) return (\w+)\(inputs\)\s*return (\w+)\(inputs\)\s*\}\);/;

/** A text without a place to fill: the text itself does. */
const PLAIN = /const (\w+) = \/\*\*[^\n]*?\*\/ \(\) => \{\s*return \/\*\*[^\n]*?\*\/ \((`[^`]*`)\)\s*\};/g;

export function compactMessages() {
  return {
    name: 'coopair-compact-messages',
    apply: 'build',
    transform(code, id) {
      if (!/\/src\/lib\/paraglide\/messages\/\w+\.js$/.test(id) || id.endsWith('/_index.js')) return null;
      const short = code.replace(
        CHOICE,
        (_, name, en, fr) => `export const ${name} = /*#__PURE__*/ eitherLanguage(${fr}, ${en});`,
      );
      // A name that JavaScript reserves (« delete ») is exported in another way: it stays as it is.
      if (short === code) return null;
      return {
        code: `import { eitherLanguage } from '$lib/either-language';\n${short
          .replace(/^import .*runtime.*$/m, '')
          .replace(PLAIN, 'const $1 = $2;')}`,
        map: null,
      };
    },
  };
}
