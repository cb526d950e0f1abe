import { paths } from '../../../paths.ts'
import { peut } from '../../decret/index.ts'
import { examines, type Inscrit, placesDossier, rangDe } from '../seance.ts'
import type { GrilleVue } from './grille.view.tsx'
import type { Lue } from './notation.donnees.ts'
import type { TabletteVue } from './tablette.view.tsx'

/** The grid of a dossier as a member holds it in the room, and where the room is. Pure. */
export function tabletteVue(
  { s, d, avancement }: Lue,
  grille: GrilleVue,
  o: { debat: Inscrit | undefined; estampille: string; instant: Date },
): TabletteVue {
  const { debat } = o
  const finalisee = avancement.some(a => a.membreId === s.moi?.id && a.dossierId === debat?.id && a.finalisee)
  const note = debat && !finalisee && peut(placesDossier(s, debat.id), 'noter', { seance: s.etat })
  return {
    seance: s.id,
    estampille: o.estampille,
    instant: o.instant,
    dossier: { id: d.id, rang: rangDe(s, d), total: examines(s).length, titre: d.titre, porteur: d.porteur, demande: d.aide },
    grille,
    ailleurs:
      s.etat !== 'ouverte' || debat?.id === d.id
        ? undefined
        : debat
          ? {
              rang: rangDe(s, debat),
              porteur: debat.porteur,
              href: note ? paths.comite.notesSalle(s.id, debat.id) : paths.comite.salle(s.id),
              rappel: s.rappelLe !== null,
            }
          : 'fini',
  }
}
