import { paths } from '../../../paths.ts'
import { type MarqueClause, RESULTATS, type ResultatVerdict } from '../../../ui/verdicts.tsx'
import { type Appel, TYPES_STRUCTURE, type TypeStructure } from '../../cahier/index.ts'
import { A_TRANCHER, ordreDesClauses } from '../../constats/index.ts'
import type { EtatInstruit } from '../../decret/index.ts'
import { nomDepartement } from '../../perimetre/index.ts'
import { motSuite, type Suite } from '../liste/liste.mots.ts'
import type { LigneInstruction } from '../liste/liste.queries.ts'
import { reglesDe, voletParmi } from '../liste/noms.ts'
import type { ClauseTete, LigneBoite } from './lignes.view.tsx'

type VerdictLigne = { regle: string; resultat: ResultatVerdict; humain: boolean }
export const verdictsDe = (l: Pick<LigneInstruction, 'verdicts'>) => l.verdicts as VerdictLigne[]
/** « C5.8 » → « 5.8 »; a text of law, which is not of the call → « loi »; what the call declares without a clause → « appel ». */
const courte = (clause: string) => (clause === '' ? 'appel' : (/^[A-Z](\d[\d.]*)/.exec(clause)?.[1] ?? 'loi'))

/** The clauses whose rules these rows have, in the order of the call: the head of the column of marks. */
export function tetesDe(lignes: readonly Pick<LigneInstruction, 'verdicts'>[], appels: readonly Appel[]): ClauseTete[] {
  const vues = new Set(lignes.flatMap(l => verdictsDe(l).map(v => v.regle)))
  const regles = [...reglesDe(appels).values()].filter(r => vues.has(r.id)).sort(ordreDesClauses)
  const parClause = Map.groupBy(regles, r => r.clauses[0]?.split(' ')[0] ?? '')
  return [...parClause].map(([clause, rs]) => ({ clause, court: courte(clause), regles: rs.map(r => r.titre), ids: rs.map(r => r.id) }))
}

/** The verdict of a clause: the worst of its rules, and whether somebody gave it. */
function marqueDe(verdicts: readonly VerdictLigne[], tete: ClauseTete): MarqueClause | undefined {
  const siens = verdicts.filter(v => tete.ids.includes(v.regle))
  const resultat = RESULTATS.find(r => siens.some(v => v.resultat === r))
  if (!resultat) return undefined
  const pires = siens.filter(v => v.resultat === resultat)
  return { resultat, regles: pires.map(v => tete.regles[tete.ids.indexOf(v.regle)]!), humain: pires.some(v => v.humain) }
}

type Contexte = {
  appels: readonly Appel[]
  regles: ReturnType<typeof reglesDe>
  tetes: readonly ClauseTete[]
  moi: string
  liste?: string | undefined
  nonLus?: ReadonlyMap<string, number>
  /** The call of the row has no comité. */
  sansComite?: boolean
}
/** A row of the base, as the list shows it. */
export function enLigne(
  l: Omit<LigneInstruction, 'cle'> & { priorite?: string | undefined },
  { appels, regles, tetes, moi, liste, nonLus, sansComite = false }: Contexte,
): LigneBoite {
  const verdicts = verdictsDe(l)
  const attend = nonLus?.get(l.dossier_id)
  const pieces = appels.flatMap(a => a.pieces)
  const volet = l.volet ? voletParmi(appels, l.volet) : undefined
  return {
    id: l.dossier_id,
    href: paths.instruction.avecListe(paths.instruction.dossier(l.dossier_id), liste),
    numero: l.numero,
    titre: l.titre,
    porteur: l.porteur,
    declaree: l.declaree,
    type: TYPES_STRUCTURE[l.porteur_type as TypeStructure] ?? l.porteur_type,
    population: l.population,
    epci: l.epci,
    version: l.version,
    aideProposee: l.montant_propose,
    partenaires: l.partenaires,
    priorite: l.priorite,
    departement: l.departement_pilote ? nomDepartement(l.departement_pilote, appels) : 'Tout le territoire',
    volet: volet ? String(volet.numero) : '–',
    coutGlobal: l.cout_global,
    aideDemandee: l.aide_demandee,
    deposeLe: l.depose_le,
    etat: l.etat as EtatInstruit,
    suite: l.suite as Suite,
    etape: l.etape,
    aFaire: motSuite({
      suite: l.suite as Suite,
      etat: l.etat,
      aTrancher: verdicts.filter(v => A_TRANCHER.has(v.resultat)).map(v => regles.get(v.regle)?.titre ?? v.regle),
      pointsAttendus: l.points_attendus,
      pointsRecus: l.points_recus,
      complementAvant: l.complement_avant,
      sansComite,
    }),
    sansComite,
    affecte: l.assigne_a === null ? undefined : l.assigne_a === moi ? 'à vous' : (l.assigne_nom ?? undefined),
    etiquettes: l.etiquettes,
    nonLus: attend ? { nombre: attend, href: paths.instruction.avecListe(paths.instruction.echanges(l.dossier_id), liste) } : undefined,
    echeance: l.echeance,
    motif: l.echeance_motif,
    marques: tetes.map(t => marqueDe(verdicts, t)),
    piecesManquantes: l.pieces_manquantes.map(code => pieces.find(p => p.code === code)?.libelle ?? code),
  }
}
