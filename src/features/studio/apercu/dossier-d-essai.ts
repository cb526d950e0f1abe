import type { apercus } from '../../appels/index.ts'
import { CONTENU_VIDE, type Contenu, empreinteDe } from '../../contenu/index.ts'
import type { Dossier } from '../../dossiers/index.ts'
import type { EssaiComplet } from '../../essais/index.ts'
import { contenuDEssai, lireRegles } from '../../examen/index.ts'

type APublier = Parameters<(typeof apercus)['page']>[1]
/**
 * A draft of a dossier that holds the answers of a test dossier, or none: it is in no table, and bears the id of the call's draft. `typees`: the answers that somebody typed
 * since, in their place.
 */
export function dossierDEssai(a: APublier, id: string, essai: EssaiComplet | undefined, typees?: Contenu): Dossier {
  const d = { ...sansFichiers(a, id, essai), ...(typees ? { contenu: typees } : {}) }
  if (!essai && !typees) return d
  // the files that a test dossier does not name are those that its answers ask for
  const codes = essai?.pieces ?? [...lireRegles(d, a.ecritLe).visibilite.piecesObligatoires]
  return { ...d, pieces: codes.map(code => fichierInvente(code, d)) }
}
const fichierInvente = (code: string, { id, creeLe }: Dossier): Dossier['pieces'][number] => ({
  id,
  code,
  nom: `${code}.pdf`,
  type: 'application/pdf',
  taille: 120_000,
  sha256: empreinteDe(code),
  cle: '',
  deposeeLe: creeLe,
})

function sansFichiers({ appel, numero, sha256, ecritLe }: APublier, id: string, essai: EssaiComplet | undefined): Dossier {
  const porteur = essai?.porteur
  const [type] = appel.porteurs.types
  return {
    id,
    numero: `${appel.code_dossier}-0000`,
    etat: 'brouillon',
    redigePar: null,
    etape: null,
    revision: 0,
    structure: {
      id,
      nom: porteur?.nom ?? 'Votre structure',
      type: porteur?.type ?? type!.type,
      siren: null,
      code_insee: null,
      departement: porteur?.departement ?? appel.territoire.departements[0]?.code ?? null,
      region: porteur?.region ?? appel.territoire.regions[0] ?? null,
      population: porteur?.population ?? null,
    },
    contenu: essai ? contenuDEssai(appel, essai, id) : CONTENU_VIDE,
    pieces: [],
    partenaires: [],
    derogation: undefined,
    // a structure that has no other dossier, and no aid yet
    autres: { deposes: {}, aides: [], appels: Object.values(appel.antecedents), laureats: 0 },
    slug: appel.slug,
    version: { appelId: id, versionId: id, numero, publieeLe: null, sha256, appel },
    creeLe: ecritLe,
    modifieLe: ecritLe,
    modifiePar: null,
    deposeLe: null,
    rouvertLe: null,
    complement: undefined,
    temps: 1,
    ou: { volet: undefined, departements: [] },
  }
}
