import { dateCivile } from '../../lib/dates.ts'
import type { Centimes } from '../../lib/euros.ts'
import { parObjet } from '../../lib/une-fois.ts'
import type { Appel } from '../cahier/index.ts'
import type { AideObtenue, AutresDossiers, Faits } from '../verdicts/index.ts'
import type { Valeur } from './publicodes.ts'
import type { Definition, Genre } from './typer.ts'

/** Years that « sur_N_ans » may name. */
const ANNEES_MAX = 10
const DUREES = Array.from({ length: ANNEES_MAX }, (_, i) => i + 1)
const enAnnees = (n: number) => ` . sur_${n}_${n > 1 ? 'ans' : 'an'}`

/**
 * Whether what was granted on a civil day still counts after N years, on another: the last day is the same date N years later, that day included (règlement (CEE, Euratom)
 * n° 1182/71, article 3); 29 February ends on the 28th.
 */
export function compteEncore(le: string, annees: number, jour: string): boolean {
  // civil days compare as texts: each rule asks this of each aid, at each reading
  const annee = Number(le.slice(0, 4)) + annees
  const dernier = le.endsWith('-02-29') && new Date(Date.UTC(annee, 1, 29)).getUTCMonth() !== 1 ? '-02-28' : le.slice(4)
  return `${annee}${dernier}` >= jour
}

/** What the dossier itself says beside: its volet, the civil day, and the de minimis aids that it declares of the last three years, in cents; absent until it has declared. */
type Soi = { volet: string | undefined; jour: string; minimis: Centimes | undefined }
type Fait = Definition & { lire: (autres: AutresDossiers, soi: Soi) => Valeur | undefined }
const somme = (aides: readonly AideObtenue[]) => aides.reduce((t, a) => t + a.montant, 0)
const fait = (genre: Genre, libelle: string, lire: Fait['lire']): Fait => ({ genre, libelle, autres: true, lire })

const aides = (
  nom: string,
  libelle: string,
  garder: (a: AideObtenue) => boolean,
  connu = (_: AutresDossiers) => true,
): [string, Fait][] => {
  const lire = (a: AutresDossiers, jour: string, n?: number) =>
    connu(a) ? somme(a.aides.filter(x => garder(x) && (n === undefined || compteEncore(x.le, n, jour)))) : undefined
  return [
    [nom, fait('montant', libelle, (a, f) => lire(a, f.jour))],
    ...DUREES.map((n): [string, Fait] => [`${nom}${enAnnees(n)}`, fait('montant', libelle, (a, f) => lire(a, f.jour, n))]),
  ]
}

const AUTRES = 'ce que le guichet sait des autres dossiers de la structure'
/** These facts of a call, by name. A name that a parameter or a calculation of the call has already stays theirs. */
export function faitsDesAutres(appel: Appel): [string, Fait][] {
  const { ordre } = appel.porteurs
  const tous: [string, Fait][] = [
    ['dossiers du porteur', fait('nombre', AUTRES, a => 1 + Object.values(a.deposes).reduce((t, n) => t + n, 0))],
    ...appel.volets.map(({ code }): [string, Fait] => [
      `dossiers du porteur . ${code}`,
      fait('nombre', AUTRES, (a, f) => (f.volet === undefined ? undefined : (a.deposes[code] ?? 0) + (f.volet === code ? 1 : 0))),
    ]),
    ...(ordre ? [['rang du dossier', fait('nombre', 'le rang du dossier', a => a.rang)] as [string, Fait]] : []),
    ...aides('aides obtenues du porteur', AUTRES, () => true),
    ['lauréat', fait('oui_non', AUTRES, a => a.aides.length > 0)],
    ['lauréats annoncés', fait('nombre', AUTRES, a => a.laureats)],
    ...Object.entries(appel.antecedents).flatMap(([code, slug]): [string, Fait][] => [
      ...aides(
        `aides obtenues du porteur . ${code}`,
        AUTRES,
        x => x.appel === slug,
        a => a.appels.includes(slug),
      ),
      [`lauréat . ${code}`, fait('oui_non', AUTRES, a => (a.appels.includes(slug) ? a.aides.some(x => x.appel === slug) : undefined))],
    ]),
    ['aides de minimis du guichet', fait('montant', AUTRES, (a, f) => duGuichet(a, f.jour))],
    ...(demandeMinimis(appel) ? [['aides de minimis du porteur', fait('montant', MINIMIS, minimisDuPorteur)] as [string, Fait]] : []),
  ]
  return tous.filter(([nom]) => !Object.hasOwn(appel.parametres, nom) && !Object.hasOwn(appel.calculs, nom))
}
/** Years over which de minimis aids add up (règlement (UE) 2023/2831, article 3, paragraph 2). */
const MINIMIS_ANNEES = 3
export const MINIMIS = 'les aides de minimis de ces trois dernières années'
export const demandeMinimis = ({ formulaires }: Appel) => formulaires.some(f => f.etapes.some(e => e.blocs.includes('minimis')))
const duGuichet = ({ aides }: AutresDossiers, jour: string) =>
  somme(aides.filter(x => x.minimis && compteEncore(x.le, MINIMIS_ANNEES, jour)))
const minimisDuPorteur = (a: AutresDossiers, { minimis, jour }: Soi) => (minimis === undefined ? undefined : minimis + duGuichet(a, jour))
/** The de minimis aids that a dossier declares, those of the last three years on a civil day: cents, or nothing while it has not declared. */
export const minimisDeclarees = (declarees: readonly { le: string; montant: Centimes }[] | undefined, jour: string) =>
  declarees?.reduce((t, d) => t + (compteEncore(d.le, MINIMIS_ANNEES, jour) ? d.montant : 0), 0)

/** Their values, for a dossier whose porteur they were read for. Pure. */
export function valeursDesAutres(appel: Appel, { autres, volet, instant, minimis }: Faits): [string, Valeur | undefined][] {
  if (!autres) return []
  const jour = dateCivile(instant)
  const soi = { volet, jour, minimis: minimisDeclarees(minimis, jour) }
  return desAutres(appel).map(([nom, { lire }]) => [nom, lire(autres, soi)])
}
const desAutres = parObjet(faitsDesAutres)
export const nomsDesAutres = parObjet((appel: Appel): readonly string[] => desAutres(appel).map(([nom]) => nom))
