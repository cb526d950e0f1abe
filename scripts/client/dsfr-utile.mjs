// Keeps of the design system what our pages use: its rules whose classes appear somewhere in src/, and no font (fonts.css names ours).
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decouper, ecrireCss, lireCss } from './elaguer.mjs'

/** Classes that the design system's scripts add by composing their names. */
const AJOUTEES_PAR_SCRIPT = /--(expanded|opened|selected)$/

/**
 * Every `fr-…` word of the sources. A word that ends with a dash comes from a template (« fr-badge--${ton} »): all that start so are kept.
 * @throws when a template hides the name itself (« fr-${type} », « fr-icon-${nom} »): its style would be dropped
 */
export function classesEmployees(dossier) {
  const mots = new Set()
  for (const nom of readdirSync(dossier, { recursive: true })) {
    if (!/\.(tsx|ts)$/.test(nom) || nom.includes('.test.')) continue
    const texte = readFileSync(join(dossier, nom), 'utf8')
    const cache = /fr-(icon-)?\$\{/.exec(texte)
    if (cache) throw new Error(`${join(dossier, nom)} : « ${cache[0]}…} » cache un nom de classe, écrivez-le en entier`)
    for (const [mot] of texte.matchAll(/fr-[\w-]*/g)) mots.add(mot)
  }
  const debuts = [...mots].filter(m => m.endsWith('-') && m !== 'fr-' && m !== 'fr-icon-')
  return classe =>
    !classe.startsWith('fr-') || mots.has(classe) || AJOUTEES_PAR_SCRIPT.test(classe) || debuts.some(d => classe.startsWith(d))
}

/** esbuild plugin: trims the design system's stylesheets before they are bundled, so that unused icons are not even read. */
export const dsfrUtile = estEmployee => ({
  name: 'dsfr-utile',
  setup(build) {
    build.onLoad({ filter: /@gouvfr[\\/]dsfr[\\/]dist[\\/].*\.css$/ }, ({ path, suffix }) => ({
      contents: police(suffix, ecrireCss(sombreSansScript(garder(lireCss(sansCommentaires(readFileSync(path, 'utf8'))), estEmployee)))),
      loader: 'css',
    }))
  },
})

/** Marianne belongs to the State: « ?neutre » names the font of everybody else instead. */
const police = (suffixe, css) => (suffixe === '?neutre' ? css.replaceAll('Marianne', '"Public Sans"') : css)

const sansCommentaires = css => css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/@charset "UTF-8";/i, '')

const garder = (blocs, estEmployee) =>
  blocs.flatMap(b => {
    if (b.tete.startsWith('@font-face')) return []
    if (b.blocs) {
      const dedans = garder(b.blocs, estEmployee)
      return dedans.length ? [{ ...b, blocs: dedans }] : []
    }
    if (b.tete.startsWith('@')) return [b]
    const selecteurs = decouper(b.tete, ',').filter(s => selecteurUtile(s, estEmployee))
    return selecteurs.length ? [{ tete: selecteurs.join(','), corps: sansPrefixe(b.corps) }] : []
  })

/** `:not(.fr-x)` does not need `.fr-x` to exist: only classes outside parentheses and attributes count. */
function selecteurUtile(selecteur, estEmployee) {
  const nu = selecteur.replace(/\([^()]*(\([^()]*\)[^()]*)*\)|\[[^\]]*\]/g, '')
  const classes = [...nu.matchAll(/\.((?:[\w-]|\\.)+)/g)].map(m => m[1].replace(/\\/g, ''))
  return classes.every(estEmployee)
}

/** Every browser of the last years reads `mask-image` without prefix; the copy doubles each icon. */
const sansPrefixe = corps =>
  decouper(corps, ';')
    .filter(d => !/^\s*-webkit-mask-image/.test(d))
    .join(';')

const SOMBRE = /(:root)?\[data-fr-theme=dark\]/
/** The scheme « system » is dark by the browser's own preference too, before or without any script. */
const sombreSansScript = blocs =>
  blocs.flatMap(b => {
    if (b.blocs) return [{ ...b, blocs: sombreSansScript(b.blocs) }]
    const sombres = decouper(b.tete, ',').filter(s => SOMBRE.test(s))
    if (sombres.length === 0) return [b]
    const tete = sombres.map(s => s.replace(SOMBRE, ':root[data-fr-scheme=system]:not([data-fr-theme])')).join(',')
    return [b, { tete: '@media (prefers-color-scheme:dark)', corps: '', blocs: [{ tete, corps: b.corps }] }]
  })
