import { formatEuros, formatNombre } from '../../lib/euros.ts'
import { pluriel } from '../../lib/mots.ts'
import type { Chiffres, Commune } from './comparaison.queries.ts'

/** Under it, a percentage says more than there is, and a bar draws it. */
export const PEU = 5
/** A call with its figures; `annee`: of its first opening. Cents. */
export type AppelChiffre = { id: string; slug: string; titre: string; annee: number; enveloppe: number; communes: number; c: Chiffres }
/** A line of the comparison: what is read of each, the difference in words, and two lengths from 0 to 1 where a bar says something. */
export type Mesure = { titre: string; avant: string; apres: string; ecart: string; barres: [number, number] | undefined }

export const AUCUN_CHIFFRE: Omit<Chiffres, 'appel'> = {
  deposes: 0,
  demande: 0,
  premierCoup: 0,
  laureats: 0,
  accorde: 0,
  verse: 0,
  delai: null,
  reserve: 0,
}

const signe = (n: number) => (n > 0 ? '+\u00a0' : n < 0 ? '–\u00a0' : '')
const signer = (n: number, dire: (n: number) => string) => (n === 0 ? 'égal' : `${signe(n)}${dire(Math.abs(n))}`)
const pourcent = (n: number) => `${formatNombre(n)}\u00a0%`
const euros = (n: number) => formatEuros(n, { centimes: false })
/** « 1,8 fois »: what was asked beside what there was. */
export const pression = ({ enveloppe, c }: AppelChiffre) => (enveloppe > 0 ? c.demande / enveloppe : undefined)
export const direPression = (p: number | undefined) => (p === undefined ? '–' : `${p.toFixed(1).replace('.', ',')}\u00a0fois`)
export const tauxPremierCoup = ({ c }: AppelChiffre) => (c.deposes >= PEU ? Math.round((100 * c.premierCoup) / c.deposes) : undefined)
/** Whether there are too few dossiers, on one side or the other, for a percentage or a bar. */
export const tropPeu = (avant: AppelChiffre, apres: AppelChiffre) => avant.c.deposes < PEU || apres.c.deposes < PEU

type Lecture = {
  titre: string
  lire: (a: AppelChiffre) => number | undefined | null
  dire: (n: number) => string
  ecart?: (n: number) => string
}
const MESURES: readonly Lecture[] = [
  { titre: 'Dossiers déposés', lire: a => a.c.deposes, dire: formatNombre },
  { titre: 'Aide demandée', lire: a => a.c.demande, dire: euros },
  { titre: 'Enveloppe', lire: a => a.enveloppe || undefined, dire: euros },
  { titre: 'Pression (demandé sur enveloppe)', lire: pression, dire: direPression, ecart: direPression },
  { titre: 'Lauréats', lire: a => a.c.laureats, dire: formatNombre },
  { titre: 'Aide accordée', lire: a => a.c.accorde, dire: euros },
  { titre: 'Aide payée', lire: a => a.c.verse, dire: euros },
  { titre: 'Aide moyenne', lire: a => (a.c.laureats > 0 ? Math.round(a.c.accorde / a.c.laureats) : undefined), dire: euros },
  { titre: 'Communes porteuses ou partenaires', lire: a => a.communes, dire: formatNombre },
  { titre: 'Recevables du premier coup', lire: tauxPremierCoup, dire: pourcent, ecart: n => pluriel(n, 'point') },
  { titre: 'Dépôt à lettre, médiane', lire: a => a.c.delai, dire: n => pluriel(n, 'jour'), ecart: n => pluriel(n, 'jour') },
]

/** Two calls measure by measure. */
export function mesures(avant: AppelChiffre, apres: AppelChiffre): Mesure[] {
  const peu = tropPeu(avant, apres)
  return MESURES.map(({ titre, lire, dire, ecart }) => {
    const [x, y] = [lire(avant) ?? undefined, lire(apres) ?? undefined]
    const max = Math.max(x ?? 0, y ?? 0)
    return {
      titre,
      avant: x === undefined ? 'sans objet' : dire(x),
      apres: y === undefined ? 'sans objet' : dire(y),
      ecart: direEcart(x, y, peu ? n => dire(n) : ecart, !peu),
      barres: peu || max === 0 ? undefined : [(x ?? 0) / max, (y ?? 0) / max],
    }
  })
}
function direEcart(x: number | undefined, y: number | undefined, dire: ((n: number) => string) | undefined, enPourcent: boolean) {
  if (x === undefined || y === undefined) return '–'
  if (dire) return dire(x) === dire(y) ? 'égal' : signer(y - x, dire)
  return enPourcent && x > 0 ? signer(Math.round((100 * (y - x)) / x), pourcent) : '–'
}

const pourEnveloppe = (avant: AppelChiffre, apres: AppelChiffre) => {
  if (avant.enveloppe === 0 || apres.enveloppe === 0) return ''
  if (apres.enveloppe === avant.enveloppe) return ', pour la même enveloppe'
  return `, pour une enveloppe de ${euros(apres.enveloppe)} au lieu de ${euros(avant.enveloppe)}`
}

/** « en 2020 »; by its name when both calls are of one year. */
export const quand = (a: AppelChiffre, autre: AppelChiffre) => (a.annee === autre.annee ? `pour «\u00a0${a.titre}\u00a0»` : `en ${a.annee}`)

/** What the difference comes to, in two sentences: the envelopes first, without which no difference of money reads. */
export function resumer(avant: AppelChiffre, apres: AppelChiffre): string[] {
  const d = apres.c.deposes - avant.c.deposes
  const nombre =
    d === 0
      ? 'Autant de dossiers'
      : d > 0
        ? `${formatNombre(d)} dossier${d > 1 ? 's' : ''} de plus`
        : `${formatNombre(-d)} dossier${d < -1 ? 's' : ''} de moins`
  const [p, q] = [pression(avant), pression(apres)]
  const dites = direPression(p) === direPression(q)
  return [
    `${nombre} ${avant.annee === apres.annee ? 'que ' : 'qu’'}${quand(avant, apres)}${pourEnveloppe(avant, apres)}.`,
    ...(p === undefined || q === undefined
      ? []
      : [
          `On demandait ${direPression(p)} l’enveloppe ${quand(avant, apres)}, ${dites ? 'autant' : direPression(q)} ${quand(apres, avant)}.`,
        ]),
  ]
}

export type Presence = 'jamais' | 'avant' | 'apres' | 'deux'
/** In which of the two calls a commune bore a project or took part in one. One call alone: `avant` is empty. */
export const presenceDe = (c: Pick<Commune, 'par'>, avant: string | undefined, apres: string): Presence => {
  const [x, y] = [avant !== undefined && c.par.includes(avant), c.par.includes(apres)]
  return x && y ? 'deux' : y ? 'apres' : x ? 'avant' : 'jamais'
}

/** Absent communes of a grouping, and what may be done: it never blames, it proposes. `porteur`: years in which the grouping itself took part. */
export type Groupe = { siren: string; nom: string; absentes: number; sur: number; habitants: number; porteur: number[]; geste: string }
export function absentesParGroupement(communes: readonly Commune[], appels: readonly Pick<AppelChiffre, 'id' | 'annee'>[]): Groupe[] {
  const absente = (c: Commune) => !appels.some(a => c.par.includes(a.id))
  return [...Map.groupBy(communes, c => c.epci ?? '')]
    .map(([siren, siennes]) => {
      const absentes = siennes.filter(absente)
      const porteur = appels.filter(a => siennes[0]!.parGroupement.includes(a.id)).map(a => a.annee)
      return {
        siren,
        nom: siennes[0]!.groupement ?? 'Sans groupement',
        absentes: absentes.length,
        sur: siennes.length,
        habitants: absentes.reduce((n, c) => n + c.habitants, 0),
        porteur,
        geste: gesteDe(siren, absentes.length, siennes.length, porteur),
      }
    })
    .filter(g => g.absentes > 0)
    .sort((a, b) => b.absentes - a.absentes || a.nom.localeCompare(b.nom, 'fr'))
}
function gesteDe(siren: string, absentes: number, sur: number, porteur: readonly number[]): string {
  if (porteur.length > 0) return `Réunir ses communes avec lui, porteur en ${porteur.at(-1)}`
  if (siren && absentes > 1 && absentes * 2 >= sur) return 'Proposer un dossier commun au groupement'
  return `Écrire ${absentes > 1 ? `aux ${formatNombre(absentes)}\u00a0secrétariats` : 'au secrétariat'}`
}

/** Communes of one call beside those of the calls before it: how many came, for the first time or again, and how many came before and not this time. */
export type Passage = { appel: AppelChiffre; communes: number; premiere: number; revenues: number; perdues: number }
/** `tous`: the calls, the latest first, as is what is given. Pure. */
export function passagesDe(communes: readonly Pick<Commune, 'par'>[], tous: readonly AppelChiffre[]): Passage[] {
  return tous.map((appel, i) => {
    const avant = new Set(tous.slice(i + 1).map(a => a.id))
    const venue = (c: Pick<Commune, 'par'>) => c.par.some(id => avant.has(id))
    const ici = communes.filter(c => c.par.includes(appel.id))
    const revenues = ici.filter(venue).length
    return {
      appel,
      communes: ici.length,
      premiere: ici.length - revenues,
      revenues,
      perdues: communes.filter(c => venue(c) && !c.par.includes(appel.id)).length,
    }
  })
}
