import type { ContexteActeur } from '../../../contexte.ts'
import { peut } from '../../decret/index.ts'
import { quorumDe } from '../comite.rules.ts'
import { direSuivi, type Signe, type Suivi, suiviDe } from '../liaison/liaison.rules.ts'
import { liaisonDe } from '../presidence/prendre.ts'
import { MOTS_PRESENCE } from '../seance/presences.view.tsx'
import { siegesDe } from '../seance/sieges.ts'
import { deportesDe, type Inscrit, placesSeance, rangDe, type Seance, sansVoix } from '../seance.ts'
import type { LaSalleVue, MembreSalle } from './la-salle.view.tsx'

/** `lu`: the dossier that is read, where it is not the one in debate. */
type Ou = { signes: ReadonlyMap<string, Signe>; debat: Inscrit | undefined; lu?: Inscrit | undefined }
/** Who is in the room, and how they follow. Pure. */
export function laSalleDe(
  { acteur, instant }: Pick<ContexteActeur, 'acteur' | 'instant'>,
  s: Seance,
  { signes, debat, lu }: Ou,
): LaSalleVue {
  const conduit = peut(placesSeance(s), 'conduire', { seance: s.etat })
  const suivis = new Map(s.membres.map(m => [m.id, suiviDe(signes.get(m.compteId), debat?.id, instant)]))
  const rang = (id: string) => rangDe(s, { id }) || undefined
  const autres = s.membres.filter(m => m.compteId !== acteur.compteId)
  const ecran = s.ecran ? suiviDe(s.ecranVu && { ...s.ecranVu, dossierId: null, retenu: false }, undefined, instant) : undefined
  return {
    seance: s.id,
    ...membresDe(s, lu ?? debat),
    ...(conduit
      ? {
          membres: membresDe(s, lu ?? debat).membres.map((m, i) => {
            const membre = s.membres[i]!
            if (membre.compteId === acteur.compteId || membre.presence === 'excuse' || membre.presence === 'absent') return m
            const suivi = suivis.get(membre.id)!
            return { ...m, suit: direSuivi(suivi, rang), hors: hors(suivi) }
          }),
        }
      : {}),
    projecteur: conduit && ecran ? { suit: direSuivi(ecran, rang), hors: hors(ecran) } : undefined,
    ramener:
      conduit && debat && autres.some(m => suivis.get(m.id)?.etat === 'ailleurs')
        ? { rang: rangDe(s, debat), demande: s.rappelLe !== null }
        : undefined,
    presidence: presidenceDe(s, liaisonDe(s, signes, instant), acteur.compteId, conduit),
  }
}

const hors = (x: Suivi) => x.etat !== 'suit'

function presidenceDe(s: Seance, liaison: ReturnType<typeof liaisonDe>, compteId: string, conduit: boolean): LaSalleVue['presidence'] {
  const president = s.membres.find(m => m.id === s.presidentId)
  const moi = s.moi
  const peutPresider = peut(placesSeance(s), 'presider', { seance: s.etat }) && moi?.presence === 'present' && moi.id !== s.presidentId
  const sienne = president?.compteId === compteId
  const ouverte = s.etat === 'ouverte'
  return {
    perdue: ouverte && president && !sienne && liaison.etat === 'perdue' ? { nom: president.nom, depuis: liaison.depuis } : undefined,
    acte: !peutPresider
      ? undefined
      : moi.id === s.titulaireId
        ? 'reprendre'
        : moi.supplee && liaison.etat !== 'tient'
          ? 'prendre'
          : undefined,
    conduit,
  }
}

/** Who counts on a dossier, in words. */
function membresDe(s: Seance, d: Inscrit | undefined): Pick<LaSalleVue, 'quorum'> & { membres: MembreSalle[] } {
  const deportes = new Set(d ? deportesDe(s, d.id).map(m => m.id) : [])
  const sans = d ? sansVoix(s, d.id) : new Set<string>()
  const sieges = siegesDe(s.instance)
  return {
    quorum: quorumDe(s.membres, sans, s.quorum),
    membres: s.membres.map(m => ({
      nom: m.nom,
      siege: `${sieges[m.siege]?.libelle ?? ''}${m.id === s.presidentId ? ', préside' : ''}`,
      mot: deportes.has(m.id)
        ? 'déporté de ce dossier'
        : m.presence === 'present' && sans.has(m.id)
          ? 'présent, intérêts non déclarés'
          : m.presence
            ? MOTS_PRESENCE[m.presence].toLowerCase()
            : 'présence non notée',
      compte: m.presence === 'present' && !sans.has(m.id),
    })),
  }
}
