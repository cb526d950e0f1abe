import { formatEuros, formatNombre } from '../../lib/euros.ts'
import { pluriel } from '../../lib/mots.ts'
import type { Attente, PartAide } from './comparaison.queries.ts'
import { type AppelChiffre, absentesParGroupement, type Groupe, mesures, PEU, quand, resumer } from './comparaison.rules.ts'
import type { Comparaison } from './lire-comparaison.ts'

const euros = (n: number) => formatEuros(n, { centimes: false })
/** « CC de l’Alta Rocca (12) et CC Pasquale Paoli (9) »: the groupings that one meeting each would reach. */
const REUNIONS = 2
const nommer = (g: readonly Groupe[]) =>
  g
    .slice(0, REUNIONS)
    .map(x => `${x.nom} (${formatNombre(x.absentes)})`)
    .join(' et ')

/** What the prefect is asked, first; never nothing. */
export function demandes(a: Attente, groupes: readonly Groupe[]): string[] {
  const reunis = groupes.filter(g => g.siren)
  return [
    ...(a.actes > 0 ? [`Signer ${pluriel(a.actes, 'acte établi', 'actes établis')} (${euros(a.montant)}).`] : []),
    ...(a.lettres > 0 ? [`Confirmer ${pluriel(a.lettres, 'décision prise', 'décisions prises')}, pour que les lettres partent.`] : []),
    ...(reunis.length > 0 ? [`Autoriser une réunion avec ${nommer(reunis)}, dont les communes ne déposent pas.`] : []),
    ...(a.actes + a.lettres + reunis.length === 0 ? ['Rien à signer ni à décider\u00a0: cette note rend compte.'] : []),
  ]
}

/** What changed since the other call, three lines at most. */
export function changements({ avant, apres }: Pick<Comparaison, 'avant' | 'apres'>): string[] {
  if (!avant) return [`Premier appel compté\u00a0: ${pluriel(apres.c.deposes, 'dossier')} pour une enveloppe de ${euros(apres.enveloppe)}.`]
  const ligne = (titre: string) => mesures(avant, apres).find(m => m.titre.startsWith(titre))!
  const [premier, delai] = [ligne('Recevables'), ligne('Dépôt à lettre')]
  return [
    resumer(avant, apres).join(' '),
    ...(premier.ecart !== '–' ? [`${premier.apres} de dossiers recevables du premier coup, ${premier.avant} ${quand(avant, apres)}.`] : []),
    ...(delai.ecart !== '–' ? [`Du dépôt à la lettre, ${delai.apres} en médiane, ${delai.avant} ${quand(avant, apres)}.`] : []),
  ]
}

/** What to look at, each line a figure that asks for something. */
export function surveiller(c: Pick<Comparaison, 'apres'>, a: Attente): string[] {
  const reste = c.apres.enveloppe - c.apres.c.accorde
  const { reserve, deposes } = c.apres.c
  return [
    ...(c.apres.enveloppe > 0 && reste > 0
      ? [`${euros(reste)} restent à attribuer${reserve > 0 ? `\u00a0; ${pluriel(reserve, 'dossier')} en liste complémentaire` : ''}.`]
      : []),
    ...(a.bilans > 0 ? [`${pluriel(a.bilans, 'bilan en retard', 'bilans en retard')}.`] : []),
    ...(c.apres.c.accorde > 0 ? [`${euros(c.apres.c.verse)} payés sur ${euros(c.apres.c.accorde)} accordés.`] : []),
    ...(deposes < PEU ? [`Moins de ${PEU}\u00a0dossiers\u00a0: aucun pourcentage n’en est tiré.`] : []),
  ]
}

export type LignePart = { nom: string; projets: number; montant: number; part: number }
const PARTS_MAX = 4
/** Where the aid goes: the first départements, then the first volets, each beside the greatest. */
export function parts(lues: readonly PartAide[], nomDe: (p: PartAide) => string): LignePart[] {
  const garder = (axe: PartAide['axe']) => lues.filter(p => p.axe === axe).slice(0, PARTS_MAX)
  const gardees = [...garder('departement'), ...garder('volet').filter(p => p.code !== '')]
  const max = Math.max(1, ...gardees.map(p => p.montant))
  return gardees.map(p => ({ nom: nomDe(p), projets: p.projets, montant: p.montant, part: p.montant / max }))
}

/** « 17 lauréats, 792 700 €, et 100 communes absentes ». */
export function titreDe(a: AppelChiffre, absentes: number): string {
  const aide =
    a.c.laureats > 0
      ? `${pluriel(a.c.laureats, 'lauréat')}, ${euros(a.c.accorde)}`
      : pluriel(a.c.deposes, 'dossier déposé', 'dossiers déposés')
  return absentes > 0 ? `${aide}, et ${pluriel(absentes, 'commune absente', 'communes absentes')}` : aide
}
export const groupesDe = (c: Pick<Comparaison, 'communes' | 'avant' | 'apres'>) =>
  absentesParGroupement(c.communes, c.avant ? [c.avant, c.apres] : [c.apres])
