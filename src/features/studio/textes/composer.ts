import type { Config } from '../../../config.ts'
import { enumeration } from '../../../lib/mots.ts'
import { typographie } from '../../../lib/typographie.ts'
import { paths } from '../../../paths.ts'
import type { Appel, ModeleActe } from '../../cahier/index.ts'
import { MARQUES } from '../../documents/index.ts'
import { lettreDe } from '../../notifications/index.ts'
import { rediger } from '../../suivi/index.ts'
import { composerDeliberation, type Deliberation } from './composer-deliberation.ts'
import type { Mot } from './crochets.rules.ts'
import type { DossierApercu } from './dossier-d-essai.ts'
import type { LettreOuActe, Manque, TexteEcrit } from './ecrit.donnees.ts'
import type { Ecrit } from './textes.table.ts'

type Lettre = ReturnType<typeof lettreDe>
type Acte = ReturnType<typeof rediger>
type ComposeDuGuichet = { modele: 'notification'; donnees: Lettre } | { modele: 'acte'; donnees: Acte }
export type Compose = ComposeDuGuichet | { modele: 'deliberation'; donnees: Deliberation }
type AComposer = {
  ecrit: Ecrit
  texte: TexteEcrit
  appel: Appel
  dossier: DossierApercu
  mots: readonly Mot[]
  config: Config
  urlPublique: string
}

/** What names the document. */
const TITRES = new Set(['Objet', 'Titre'])
const JOUR_MS = 86_400_000
/** Between the filing and the decision of a test dossier. */
const DECISION_MS = 75 * JOUR_MS
/** A word with the preposition that its value may change, as the letters and acts read it. */
const MOT = /(?:(?<!\p{L})(à|de|par) )?\{([^{}]*)\}/gu
const SIGNES = new RegExp(`[${Object.values(MARQUES).join('')}]`, 'g')

/**
 * The document of a text for a test dossier, its replaced words marked, and what is left out of it. Made by what makes the real one. Pure; nothing while the text has
 * no title, or no paragraph.
 */
export function composer(a: AComposer): (Compose & { manques: Manque[] }) | undefined {
  const propre = nettoyerTexte(a.texte)
  if (vide(propre)) return undefined
  if (!('objet' in propre) && !('articles' in propre)) return composerDeliberation({ ...a, numero: numeroDe(a.appel) }, propre.texte)
  const sans = new Set(a.mots.map(m => m.code).filter(code => !aUneValeur(a, code)))
  const { texte, manques } = marquer(propre, a.mots, sans)
  return { ...ecrire(a, texte), manques }
}

const numeroDe = (appel: Appel) => `${appel.code_dossier}-0001`
const vide = (t: TexteEcrit) =>
  'objet' in t
    ? t.objet === '' || t.texte.every(p => p.trim() === '')
    : !('articles' in t)
      ? t.texte.every(p => p.trim() === '')
      : t.titre === '' || t.articles.every(x => x.titre === '' || x.texte.every(p => p.trim() === ''))
/** As the schema would read it; signs that mean something in a preview are nobody's to type. */
const nettoyerTexte = (t: TexteEcrit) => changer(t, p => typographie(p.replace(SIGNES, '')))

/** The same text with each of its paragraphs changed; `ou` says which one it is. */
type Changer = (paragraphe: string, ou: string) => string
function changer(t: LettreOuActe, f: Changer): LettreOuActe
function changer(t: TexteEcrit, f: Changer): TexteEcrit
function changer(t: TexteEcrit, f: Changer): TexteEcrit {
  const tous = (textes: readonly string[], dire: (n: number) => string) => textes.map((p, i) => f(p, dire(i + 1)))
  if ('objet' in t) return { objet: f(t.objet, 'Objet'), texte: tous(t.texte, n => `Paragraphe\u00a0${n}`) }
  if (!('articles' in t)) return { texte: tous(t.texte, n => `Paragraphe\u00a0${n}`) }
  return {
    titre: f(t.titre, 'Titre'),
    vus: tous(t.vus, n => `Vu\u00a0${n}`),
    considerants: tous(t.considerants, n => `Considérant\u00a0${n}`),
    articles: t.articles.map((x, i) => ({
      titre: f(x.titre, `Article\u00a0${i + 1}, titre`),
      texte: tous(x.texte, n => `Article\u00a0${i + 1}, paragraphe\u00a0${n}`),
    })),
  }
}

function marquer(t: LettreOuActe, mots: readonly Mot[], sans: ReadonlySet<string>): { texte: LettreOuActe; manques: Manque[] } {
  const libelles = new Map(mots.map(m => [m.code, m.libelle]))
  const marquerUn = marquerMot('articles' in t)
  const manques: Manque[] = []
  const texte = changer(t, (p, ou) => {
    const absents = [...new Set([...p.matchAll(MOT)].map(m => m[2]!).filter(code => !libelles.has(code) || sans.has(code)))]
    if (absents.length === 0) return p.replace(MOT, marquerUn)
    const noms = absents.map(code => libelles.get(code) ?? code)
    const titre = TITRES.has(ou)
    manques.push({ ou, mots: noms, imprime: titre })
    // what names the document is printed all the same, without the word
    if (titre)
      return p.replace(MOT, (tout: string, avant: string | undefined, code: string) =>
        absents.includes(code)
          ? `${avant ? `${avant} ` : ''}${MARQUES.manque}${libelles.get(code) ?? code}${MARQUES.fin}`
          : marquerUn(tout, avant, code),
      )
    const dits = enumeration(noms.map(n => `«\u00a0${n}\u00a0»`))
    return `${MARQUES.manque}${ou} non imprimé\u00a0: ${dits} ${noms.length > 1 ? 'manquent' : 'manque'}${MARQUES.fin}`
  })
  return { texte, manques }
}
/** « à la Collectivité »: in an act the preposition of a structure goes with it. */
const marquerMot = (acte: boolean) => (tout: string, avant: string | undefined, code: string) =>
  avant === undefined || (acte && code === 'structure')
    ? `${MARQUES.mot}${tout}${MARQUES.fin}`
    : `${avant} ${MARQUES.mot}{${code}}${MARQUES.fin}`

/** Whether a word says something for this dossier: asked of what writes the real document. */
function aUneValeur(a: AComposer, code: string): boolean {
  const seul: LettreOuActe =
    a.ecrit.famille === 'lettre'
      ? { objet: '–', texte: ['–', `{${code}}`] }
      : {
          titre: '–',
          vus: [],
          considerants: [],
          articles: [
            { titre: '–', texte: ['–'] },
            { titre: '–', texte: [`{${code}}`] },
          ],
        }
  const c = ecrire(a, seul)
  return c.modele === 'notification' ? c.donnees.paragraphes.length > 1 : c.donnees.articles.length > 1
}

function ecrire({ ecrit: { code: ecrit }, appel, dossier, config, urlPublique }: AComposer, texte: LettreOuActe): ComposeDuGuichet {
  const numero = numeroDe(appel)
  const { porteur, projet: titre, accorde, base, cout, calcul, listes, deposeLe } = dossier
  if ('objet' in texte) {
    const sens = ecrit as 'retenu'
    const decidee = {
      sens,
      montant: ['retenu', 'partiel'].includes(sens) ? accorde : 0,
      base,
      rang: ecrit === 'liste_complementaire' ? 1 : null,
    }
    const motif = ecrit === 'non_retenu' || ecrit === 'sans_suite' ? 'Le motif que dira la décision.' : ''
    const rien = { conditions: '', declaree: false, correction: '', rangQuitte: null, avenant: null, remplaceLe: null, instances: [] }
    const donnees = lettreDe(
      { ...rien, ...decidee, motif, numero, titre, porteur, demande: dossier.demande, cout, calcul, recuLe: deposeLe },
      porteur,
      { nom: 'La personne qui signera', signature: undefined },
      { ...appel, lettres: { ...appel.lettres, [ecrit]: texte } },
      config,
      listes,
    )
    return { modele: 'notification', donnees }
  }
  const nature = ecrit as 'arrete'
  const notifieLe = new Date(deposeLe.getTime() + DECISION_MS)
  const fin = new Date(notifieLe.getTime() + 900 * JOUR_MS).toISOString().slice(0, 10)
  const donnees = rediger(
    {
      ...{ nature, numero, titre, porteur, accorde, base: base ?? 0, cout, calcul, conditions: '', listes, deposeLe, notifieLe },
      dureeMois: appel.actes.duree_mois,
      ...(ecrit === 'avenant'
        ? { avenant: { initial: `${appel.code_dossier}-001`, convention: false, motif: 'Le motif de la demande', avant: accorde, fin } }
        : {}),
    },
    { ...appel, actes: { ...appel.actes, [nature]: texte satisfies ModeleActe } },
    config,
    `${urlPublique}${paths.accueil}`,
  )
  return { modele: 'acte', donnees }
}
