import type { Contexte } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { quorumDe } from '../comite.rules.ts'
import type { Avancement } from '../notation/notation.queries.ts'
import type { DossierSalle } from '../salle/dossier.view.tsx'
import { lireMatiere, lireSalle } from '../salle/lire-salle.ts'
import { estDeporte, examines, type Seance, sansVoix } from '../seance.ts'
import { direReprise } from '../suspension.view.tsx'
import type { EcranVue } from './ecran.view.tsx'

/**
 * What the screen of the room shows: the dossier in debate, the envelope, what is about to be proposed. It names nobody in conflict, and shows scores only once no member is left
 * who must score blind.
 */
/** `estampille`: read before the séance. */
export async function lireEcran(
  tx: Tx,
  { guichetId, instant }: Pick<Contexte, 'guichetId' | 'instant'>,
  s: Seance,
  estampille: string,
): Promise<EcranVue> {
  const matiere = await lireMatiere(tx, guichetId, s)
  const salle = (await lireSalle(tx, guichetId, s, { estampille, matiere }))!
  // suspended, the room has no dossier before it
  const lu = s.suspension ? undefined : salle.dossier
  const dossier = lu && !('deporte' in lu) ? lu : undefined
  const propose = dossier && s.propose?.dossierId === dossier.id ? s.propose : undefined
  const suivant = s.suspension ? undefined : salle.agenda.find(l => !l.decision && !l.courant)
  return {
    comite: s.instance.libelle ?? 'Comité de sélection',
    appel: s.appel.titre,
    tenueLe: s.tenueLe,
    instant,
    estampille,
    presents: s.membres.filter(m => m.presence === 'present').map(m => ({ nom: m.nom, preside: m.id === s.presidentId })),
    enveloppe: salle.enveloppe,
    pause: s.suspension && direReprise(s.suspension),
    attend: dossier !== undefined && !quorumDe(s.membres, sansVoix(s, dossier.id), s.quorum).atteint,
    propose,
    dossier,
    notes: dossier && notesDe(s, dossier, matiere.avancement),
    derniere: salle.derniere,
    suivant: suivant && { porteur: suivant.porteur, demande: suivant.demande },
  }
}

/** Scores without names, the disagreements first; how many are still to come while somebody has not finished theirs, on any dossier. */
function notesDe(s: Seance, d: DossierSalle, avancement: readonly Avancement[]): EcranVue['notes'] {
  const finalisee = (membreId: string, dossierId: string) =>
    avancement.some(a => a.membreId === membreId && a.dossierId === dossierId && a.finalisee)
  const votants = s.membres.filter(m => m.presence === 'present')
  const attendues = votants.flatMap(m => examines(s).filter(x => !estDeporte(s, m, x.id) && !finalisee(m.id, x.id)))
  if (!d.ecarts || d.ecarts.lignes.length === 0 || attendues.length > 0) return { attendues: attendues.length }
  return {
    moyenne: d.ecarts.moyenne,
    lignes: d.ecarts.lignes.map(l => ({
      titre: l.critere.titre,
      valeurs: l.valeurs.filter(v => v !== null).sort((a, b) => a - b),
      degres: l.critere.echelons.map(e => e.note),
      ecart: l.ecart,
    })),
  }
}
