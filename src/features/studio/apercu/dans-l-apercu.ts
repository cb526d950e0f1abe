import { paths } from '../../../paths.ts'

/**
 * Of which draft, and under which name its call stands in the addresses of the public; the test dossier that fills its form in, the answers that were typed in it since, and the day that it is,
 * kept from page to page.
 */
export type Apercu = {
  brouillon: string
  slug: string
  essai?: string | undefined
  reponses?: string | undefined
  le?: string | undefined
}

/** What a script would ask or keep in the name of a dossier that does not exist. */
const CONTROLEURS = /\sdata-controller="[^"]*\b(?:presence|enregistrement|televersement|guide)\b[^"]*"/g
/** What the buttons of a tried form say: nothing is filed, nothing is kept. */
const MOTS: readonly [RegExp, string][] = [
  [/>\s*Déposer(?: le dossier|\u00a0: [^<]*)?\s*<(?=\/button>)/, '>Déposer (essai)<'],
  [/>\s*<span[^>]*>Enregistrer et <\/span>\s*<span[^>]*>continuer<\/span>\s*</, '>Continuer (essai)<'],
  [/(class="fr-btn fr-btn--secondary"[^>]*>)\s*Enregistrer\s*</, '$1Voir ce que cela change<'],
  [/Pas encore enregistré\./, 'Ces réponses ne sont gardées nulle part.'],
]
const ANCRE = '#apercu'
/** What a screen reader says of a form that is only shown. */
const LEGENDE = '<legend class="fr-sr-only">Montré seulement\u00a0: rien ne s’envoie d’ici</legend>'

/**
 * A page that serves the public, drawn of a draft, held in its preview: its links lead to the other pages of the preview, or to the banner where there is none; what would
 * be sent is shown and cannot be, but for the answers of a form and its filing, which are tried. `bandeau`: what is said above it. The page is ours, and its attributes are escaped.
 */
export function dansLApercu(html: string, a: Apercu, bandeau: string): string {
  const debut = html.search(/<main\b/)
  const fin = html.indexOf('</main>')
  const contenu = html
    .slice(debut, fin)
    .replace(CONTROLEURS, '')
    .replace(/(<form\b[^>]*>)([\s\S]*?)<\/form>/g, (_, ouvre: string, dedans: string) =>
      [paths.dossiers.depot(a.brouillon), paths.dossiers.etape(a.brouillon, '')].some(la => ouvre.includes(`action="${la}`))
        ? // answered by the page itself, nothing being kept to go to: a script would take the answer for none
          `${ouvre.replace('<form', '<form data-turbo="false"')}${MOTS.reduce((t, [dit, ici]) => t.replace(dit, ici), dedans)}</form>`
        : /\bmethod="get"/.test(ouvre)
          ? `${ouvre}${a.le ? `<input type="hidden" name="le" value="${a.le}"/>` : ''}${dedans}</form>`
          : `${ouvre}<fieldset class="gt-apercu__fige" disabled>${LEGENDE}${dedans}</fieldset></form>`,
    )
    .replace(/\b(href|action)="([^"]*)"/g, (_, nom: string, vers: string) => `${nom}="${adresse(vers, a)}"`)
    .replace(/^<main\b[^>]*>/, ouvre => ouvre + bandeau)
  return html.slice(0, debut) + contenu + html.slice(fin)
}

/** `vers` is written as in an attribute: its « & » are escaped, before and after. */
function adresse(vers: string, { brouillon, slug, essai, reponses, le }: Apercu): string {
  const [, chemin = '', question = '', ancre = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(vers) ?? []
  const { studio, appels, eligibilite, dossiers } = paths
  const la = (page: string, plus: Record<string, string> = {}) => {
    const q = new URLSearchParams(question.replaceAll('&amp;', '&'))
    for (const [cle, v] of Object.entries({ ...plus, ...(le ? { le } : {}) })) q.set(cle, v)
    return page + (q.size > 0 ? `?${String(q).replaceAll('&', '&amp;')}` : '') + ancre
  }
  if (chemin === appels.voir(slug)) return la(studio.apercu(brouillon))
  if (chemin === eligibilite.tester(slug)) return la(studio.apercuSimulateur(brouillon))
  if (chemin.startsWith(`${eligibilite.tester(slug)}/questions/`)) return la(studio.apercuSimulateur(brouillon))
  if (chemin === eligibilite.resultat(slug)) return la(studio.apercuResultat(brouillon))
  if (chemin.startsWith(`${appels.voir(slug)}/questions/`)) return la(studio.apercuQuestions(brouillon, chemin.split('/').at(-1)!))
  if (chemin.startsWith(`${appels.voir(slug)}/`)) return ANCRE
  // who received what, of a call that nobody may have published yet
  if (vers === paths.projetsAides({ appel: slug })) return ANCRE
  const avecEssai: Record<string, string> = { ...(essai === undefined ? {} : { essai }), ...(reponses === undefined ? {} : { reponses }) }
  if (chemin === dossiers.depot(brouillon)) return la(studio.apercuDepot(brouillon), avecEssai)
  if (chemin === dossiers.accuse(brouillon)) return la(studio.apercuAccuse(brouillon), avecEssai)
  const [, etape] = chemin.split(dossiers.etape(brouillon, ''))
  if (etape) return la(studio.apercuEtape(brouillon, etape), avecEssai)
  return chemin.startsWith(dossiers.voir(brouillon)) ? ANCRE : vers
}
