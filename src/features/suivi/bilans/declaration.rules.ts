import { type DateCivile, formatDateCivile, parseDate } from '../../../lib/dates.ts'
import { sansUnite } from '../../../lib/nombres.ts'
import { MOT_TROP_LOIN, tropLoin } from '../fin.rules.ts'
import type { Avancement, Bilan, EtatJalon, Jalon, Point } from './bilan.ts'

/** Characters of the difficulties, at most. */
export const DIFFICULTES_MAX = 4000
/** Characters of « Où en est-on ? », at most. */
export const AVANCEMENT_MAX = 2000
/** Fields of the order being typed: see `commande.rules.ts`. They are saved like the others, and emptied once it is added. */
export const CHAMPS_COMMANDE = ['id', 'siret', 'pays', 'entreprise', 'departement', 'objet', 'ht', 'ttc', 'date', 'lot', 'depense'] as const
export const champCommande = (nom: (typeof CHAMPS_COMMANDE)[number]) => `c.${nom}`

/** A field of the page: its name, how one calls it, what it shows before anybody types. */
export type Champ = { nom: string; libelle: string; montre: string }

const jour = (d: DateCivile | null | undefined) => (d ? `${d.slice(8)}/${d.slice(5, 7)}/${d.slice(0, 4)}` : '')
const nombre = (n: number | null | undefined) => (n === null || n === undefined ? '' : String(n).replace('.', ','))
/** A day as one types it. */
export const saisieJour = jour

/** Where a milestone stood before this bilan: what the last one said, else what the dossier planned. */
export const pointAvant = (j: Jalon): Point => j.avant ?? { etat: 'a_venir', prevu: j.echeance, fait: null, avancement: null }
/** The end that the page shows before anybody types: what this bilan said once, unless an act signed since says another. */
const finMontree = (b: Bilan) =>
  b.depots > 0 && !(b.finAvant.le && b.deposeLe && b.finAvant.le > b.deposeLe) ? b.finAnnoncee : b.finAvant.jour

/** A project without a milestone says where it stands as a whole. */
export const sansJalon = (b: Pick<Bilan, 'jalons'>) => b.jalons.length === 0

/** Every field of a bilan, in the order of the page. */
export function champsDe(b: Bilan): Champ[] {
  const depose = b.depots > 0
  const dit = depose ? b.avancement : b.avancementAvant
  return [
    { nom: 'ou_en_est', libelle: 'Où en est-on', montre: dit.texte },
    ...b.jalons.flatMap(j => {
      const p = j.depose ?? pointAvant(j)
      const champ = (nom: string, libelle: string, montre: string) => ({
        nom: `j.${j.id}.${nom}`,
        libelle: `${j.libelle}, ${libelle}`,
        montre,
      })
      return [
        champ('etat', 'état', p.etat),
        champ('prevu', 'date prévue', jour(p.prevu)),
        champ('fait', 'fait le', jour(p.fait)),
        champ('avancement', 'avancement', nombre(p.avancement)),
      ]
    }),
    ...(sansJalon(b) ? [{ nom: 'part_faite', libelle: 'Avancement du projet', montre: nombre(dit.part) }] : []),
    ...b.indicateurs.map(i => ({ nom: `i.${i.id}`, libelle: i.nom, montre: nombre(i.depose === undefined ? i.avant : i.depose) })),
    ...CHAMPS_COMMANDE.map(c => ({ nom: champCommande(c), libelle: LIBELLES_COMMANDE[c], montre: c === 'pays' ? 'FR' : '' })),
    { nom: 'fin', libelle: 'Date de fin', montre: jour(finMontree(b)) },
    { nom: 'final', libelle: 'Le projet est terminé', montre: b.final ? 'oui' : '' },
    { nom: 'difficultes', libelle: 'Difficultés', montre: depose ? b.difficultes : '' },
  ]
}
const LIBELLES_COMMANDE: Record<(typeof CHAMPS_COMMANDE)[number], string> = {
  id: 'Commande',
  siret: 'SIRET de l’entreprise',
  pays: 'Pays de l’entreprise',
  entreprise: 'Nom de l’entreprise',
  departement: 'Département du siège',
  objet: 'Ce qui est commandé',
  ht: 'Montant HT',
  ttc: 'Montant TTC',
  date: 'Date de commande',
  lot: 'Lot',
  depense: 'Ligne de dépense',
}

/** What the page shows in a field now. */
const valeurDe = (b: Bilan, c: Champ) => b.saisie.valeurs[c.nom] ?? c.montre
export const valeursDe = (b: Bilan): Record<string, string> => Object.fromEntries(champsDe(b).map(c => [c.nom, valeurDe(b, c)]))

export type JalonDit = Point & { id: string }
/** What a bilan says, once every field reads. */
export type Declaration = {
  jalons: JalonDit[]
  indicateurs: { id: string; valeur: number | null }[]
  fin: DateCivile | null
  final: boolean
  difficultes: string
  avancement: Avancement
}
export type Lecture = { declaration: Declaration; erreurs: Record<string, string> }

const MOT_DATE = 'Écrivez une date, par exemple 30/06/2022'
/** A number as one types it, or nothing when it is none. */
function lireNombre(texte: string, unite: string): number | undefined {
  const t = sansUnite(texte, unite).replace(',', '.')
  return /^-?\d{1,12}(\.\d{1,4})?$/.test(t) ? Number(t) : undefined
}

/** Reads what is typed. What does not read is an error on its field, and counts for nothing. `aujourdhui`: a civil day. Pure. */
export function lireDeclaration(b: Bilan, valeurs: Readonly<Record<string, string>>, aujourdhui: DateCivile): Lecture {
  const erreurs: Record<string, string> = {}
  const date = (nom: string): DateCivile | null => {
    const texte = (valeurs[nom] ?? '').trim()
    const lue = texte ? parseDate(texte) : undefined
    if (texte && !lue) erreurs[nom] = `«\u00a0${texte}\u00a0» n’est pas une date. ${MOT_DATE}`
    return lue ?? null
  }
  const jalons = b.jalons.map(j => lireJalon(j, valeurs, aujourdhui, date, erreurs))
  const indicateurs = b.indicateurs.map(i => {
    const nom = `i.${i.id}`
    const texte = (valeurs[nom] ?? '').trim()
    const valeur = texte ? lireNombre(texte, i.unite) : null
    if (valeur === undefined) erreurs[nom] = `«\u00a0${texte}\u00a0» n’est pas un nombre. Écrivez par exemple 12,5`
    return { id: i.id, valeur: valeur ?? null }
  })
  const final = valeurs.final === 'oui'
  const fin = date('fin')
  if (!fin && !erreurs.fin) erreurs.fin = `Indiquez la fin ${final ? 'du projet' : 'prévue du projet'}. ${MOT_DATE}`
  else if (fin && final && fin > aujourdhui) erreurs.fin = 'Le projet ne peut pas être terminé à une date à venir'
  else if (fin && tropLoin(fin, aujourdhui, b.finAvant.jour)) erreurs.fin = MOT_TROP_LOIN
  const difficultes = (valeurs.difficultes ?? '').trim()
  if (difficultes.length > DIFFICULTES_MAX)
    erreurs.difficultes = `Ce texte a ${difficultes.length}\u00a0caractères. Raccourcissez-le à ${DIFFICULTES_MAX}`
  const avancement = {
    texte: (valeurs.ou_en_est ?? '').trim(),
    part: sansJalon(b) ? lirePart(valeurs.part_faite ?? '', 'part_faite', erreurs) : null,
  }
  if (avancement.texte.length > AVANCEMENT_MAX)
    erreurs.ou_en_est = `Ce texte a ${avancement.texte.length}\u00a0caractères. Raccourcissez-le à ${AVANCEMENT_MAX}`
  return { declaration: { jalons, indicateurs, fin, final, difficultes, avancement }, erreurs }
}

function lireJalon(
  j: Jalon,
  valeurs: Readonly<Record<string, string>>,
  aujourdhui: DateCivile,
  date: (nom: string) => DateCivile | null,
  erreurs: Record<string, string>,
): JalonDit {
  const nom = (c: string) => `j.${j.id}.${c}`
  const etat = (['a_venir', 'en_cours', 'fait'] as const).find(e => e === valeurs[nom('etat')]) ?? ('a_venir' satisfies EtatJalon)
  if (etat === 'fait') {
    const fait = date(nom('fait'))
    if (!fait) erreurs[nom('fait')] ??= `Indiquez quand «\u00a0${j.libelle}\u00a0» a été fait. ${MOT_DATE}`
    else if (fait > aujourdhui) erreurs[nom('fait')] = `«\u00a0${j.libelle}\u00a0»\u00a0: cette date est à venir`
    return { id: j.id, etat, prevu: pointAvant(j).prevu, fait, avancement: 100 }
  }
  const prevu = date(nom('prevu'))
  if (!prevu) erreurs[nom('prevu')] ??= `Indiquez la date prévue de «\u00a0${j.libelle}\u00a0». ${MOT_DATE}`
  if (etat === 'a_venir') return { id: j.id, etat, prevu, fait: null, avancement: null }
  return { id: j.id, etat, prevu, fait: null, avancement: lirePart(valeurs[nom('avancement')] ?? '', nom('avancement'), erreurs) }
}

/** A percentage as one types it; nothing when it is empty, or does not read. */
function lirePart(saisie: string, nom: string, erreurs: Record<string, string>): number | null {
  const texte = saisie.trim()
  const part = texte ? lireNombre(texte, '%') : null
  if (part === null || (part !== undefined && Number.isInteger(part) && part >= 0 && part <= 100)) return part
  erreurs[nom] = `«\u00a0${texte}\u00a0»\u00a0: écrivez un nombre entier de 0 à 100`
  return null
}

/** Whether somebody is typing an order that is not added yet. */
export const commandeEnCours = (valeurs: Readonly<Record<string, string>>) =>
  CHAMPS_COMMANDE.some(c => c !== 'pays' && (valeurs[champCommande(c)] ?? '').trim() !== '') ||
  !['', 'FR'].includes(valeurs[champCommande('pays')] ?? '')

export type Changements = {
  avancement: boolean
  jalons: string[]
  indicateurs: string[]
  fin: boolean
  final: boolean
  difficultes: boolean
}
/** What this bilan says that the one before did not. */
export function changementsDe(b: Bilan, d: Declaration): Changements {
  const pareil = (p: Point, q: Point) =>
    p.etat === q.etat && (p.etat === 'fait' ? p.fait === q.fait : p.prevu === q.prevu && (p.avancement ?? null) === (q.avancement ?? null))
  const { texte, part } = b.avancementAvant
  return {
    avancement: d.avancement.texte !== texte || d.avancement.part !== part,
    jalons: b.jalons.filter(j => !pareil(pointAvant(j), d.jalons.find(x => x.id === j.id)!)).map(j => j.id),
    indicateurs: b.indicateurs.filter(i => (i.avant ?? null) !== (d.indicateurs.find(x => x.id === i.id)?.valeur ?? null)).map(i => i.id),
    fin: d.fin !== b.finAvant.jour,
    final: d.final,
    difficultes: d.difficultes !== '',
  }
}
/** Whether nothing is said that was not said before. */
export const rienDeNouveau = (b: Bilan, c: Changements) =>
  c.jalons.length + c.indicateurs.length + b.ici.nombre + b.pieces.length === 0 && !c.avancement && !c.fin && !c.final && !c.difficultes

/** What the fields were taken from: the last bilan, or the dossier. */
export const reprisDe = (b: Bilan) => (b.precedent ? `du ${jourCourt(b.precedent.fin)}` : 'du dossier')
/** « 31 mars ». */
export const jourCourt = (d: DateCivile) => formatDateCivile(d).replace(/\u00a0\d{4}$/, '')

/** A bilan is filed from the last day of its period on; the last one, as soon as the project is completed. */
export const depotPossible = (b: Pick<Bilan, 'fin'>, aujourdhui: DateCivile, final: boolean) => final || aujourdhui >= b.fin
