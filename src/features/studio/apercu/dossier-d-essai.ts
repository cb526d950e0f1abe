import type { apercus } from '../../appels/index.ts'
import { CONTENU_VIDE } from '../../contenu/index.ts'
import type { Dossier } from '../../dossiers/index.ts'
import type { EssaiComplet } from '../../essais/index.ts'
import { contenuDEssai } from '../../examen/index.ts'

type APublier = Parameters<(typeof apercus)['page']>[1]
/** A draft of a dossier that holds the answers of a test dossier, or none: it is in no table, and bears the id of the call's draft. */
export function dossierDEssai({ appel, numero, sha256, ecritLe }: APublier, id: string, essai: EssaiComplet | undefined): Dossier {
  const porteur = essai?.porteur
  const [type] = appel.porteurs.types
  return {
    id,
    numero: `${appel.code_dossier}-0000`,
    etat: 'brouillon',
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
