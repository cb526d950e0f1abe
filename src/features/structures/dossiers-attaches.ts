/** What stays with a structure whoever leaves it: drafts, filed dossiers, joint projects that wait for its agreement. */
export type DossiersAttaches = { brouillons: number; deposes: number; accords: number }
/** A structure with dossiers and no member any more. */
export type StructureSansMembre = DossiersAttaches & { id: string; nom: string; departement: string | null }

const n = (nombre: number, un: string, plusieurs: string) => (nombre === 0 ? [] : [`${nombre}\u00a0${nombre > 1 ? plusieurs : un}`])

/** « 2 brouillons, 1 projet commun qui attend un accord ». */
export const motDossiers = (d: DossiersAttaches) =>
  [
    ...n(d.brouillons, 'brouillon', 'brouillons'),
    ...n(d.deposes, 'dossier déposé', 'dossiers déposés'),
    ...n(d.accords, 'projet commun qui attend son accord', 'projets communs qui attendent son accord'),
  ].join(', ')
