import type { Dossier } from '../dossiers/index.ts'
import { UNITES } from '../versions/index.ts'

/** A draft as data to keep or to carry elsewhere: values as they are stored (amounts in cents), unreadable texts as typed. Pure. */
export const exportBrouillon = (d: Dossier) => ({
  format: 'guichet-territorial/brouillon/1',
  numero: d.numero,
  etat: d.etat,
  modifie_le: d.modifieLe.toISOString(),
  appel: { slug: d.slug, titre: d.version.appel.titre, version: d.version.numero, sha256: d.version.sha256 },
  structure: { nom: d.structure.nom, siren: d.structure.siren, code_insee: d.structure.code_insee },
  unites: UNITES,
  valeurs: d.contenu.valeurs,
  illisibles: d.contenu.illisibles,
  pieces: d.pieces.map(p => ({ code: p.code, nom: p.nom, type: p.type, taille: p.taille, sha256: p.sha256 })),
})
