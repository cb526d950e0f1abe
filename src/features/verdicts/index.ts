/**
 * Verdicts: what rules may know of a dossier, and what they say of it, as data. Owns no table. Invariant: what is absent is missing, never zero; amounts are integer cents.
 */
export {
  type AideCalculee,
  type AideObtenue,
  type AutresDossiers,
  COMPTENT,
  calculEnMots,
  type Entree,
  type EtapeDuCalcul,
  type Faits,
  type FaitsConnus,
  LIBELLES_RESULTAT,
  type LigneDeTableau,
  type LigneJugee,
  RESULTATS,
  type Reponse,
  type Resultat,
  type Usage,
  type Verdict,
} from './verdicts.ts'
