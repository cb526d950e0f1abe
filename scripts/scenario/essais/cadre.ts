import type { Appel } from '../../../src/features/cahier/index.ts'
import { FUSEAU } from '../../../src/lib/dates.ts'
import { departementsDeLaRegion, regionDuDepartement } from '../departements.ts'
import type { Persona } from '../monde.ts'

/** Seats that are filled at most: more show nothing more. */
const SIEGES_MAX = 8
const JOUR_MS = 86_400_000

type PersonaJouee = Persona & { role: string; comite?: boolean; departements: string[]; volets: string[] }
export const MEMBRE = /^membre-/
export const INSTRUCTEUR = 'instructeur'

type Siege = { role?: string; nombre: number; departement?: string | undefined }
/** Who sits, seat by seat, from the composition that the call gives its comité. */
function membresDe({ comite, instances, territoire }: Appel): PersonaJouee[] {
  const premier = territoire.departements[0]?.code
  const assis = (corps: { composition: readonly Siege[]; quorum: number }) =>
    corps.composition.flatMap(c => Array.from({ length: c.nombre }, () => c)).slice(0, Math.max(SIEGES_MAX, corps.quorum))
  const duComite = comite ? assis(comite) : []
  // the same people sit in each body; those of a larger one come after
  const enPlus = instances.flatMap(x => (x.nature === 'avis' ? [assis(x).slice(duComite.length)] : []))
  const sieges: Siege[] = [...duComite, ...(enPlus.sort((a, b) => b.length - a.length)[0] ?? [])]
  return sieges.map((s, n) => {
    const departement = s.role === 'referent_departemental' ? (s.departement ?? premier) : undefined
    return {
      id: `membre-${n}`,
      nom: `Membre ${n + 1} du comité`,
      courriel: `membre-${n + 1}@guichet.example`,
      role: 'lecteur',
      comite: true,
      departements: departement ? [departement] : [],
      volets: [],
    }
  })
}

/** The people of the guichet that plays a call: whoever publishes and sends, whoever instructs everything, whoever sits. */
export const personasDe = (appel: Appel): PersonaJouee[] => [
  {
    id: 'administrateur',
    nom: 'Administratrice du guichet',
    courriel: 'administration@guichet.example',
    role: 'administrateur',
    departements: [],
    volets: [],
  },
  {
    id: INSTRUCTEUR,
    nom: 'Instructrice',
    courriel: 'instruction@guichet.example',
    role: 'referent_regional',
    departements: [],
    volets: appel.volets.map(v => v.code),
  },
  ...membresDe(appel),
]

/** A week before the first opening, in Paris time: the call is announced, nobody can file. */
const debutDe = ({ calendrier: { vagues } }: Appel) =>
  Temporal.Instant.fromEpochMilliseconds(vagues[0]!.ouverture.getTime() - 7 * JOUR_MS)
    .toZonedDateTimeISO(FUSEAU)
    .toPlainDateTime()
    .toString()

/** A demonstration of this call without any dossier, and the guichet that runs it, where the call is. */
export function cadreDe(appel: Appel, fichier: string) {
  const { departements, regions, libelle } = appel.territoire
  const codes = departements.map(d => d.code)
  const region = regions[0] ?? regionDuDepartement(codes[0] ?? '') ?? '94'
  const { nom, adresse, courriel, telephone } = appel.regime.service
  return {
    demonstration: {
      appel: fichier,
      horloge: debutDe(appel),
      moments: [],
      personas: personasDe(appel).map(p => ({ ...p, texte: p.nom })),
      dossiers: [],
    },
    guichet: {
      slug: 'essais',
      nom: 'Guichet d’essai',
      sousTitre: appel.titre,
      blocMarque: null,
      theme: 'neutre',
      territoire: { nom: libelle, region, departements: codes.length > 0 ? codes : departementsDeLaRegion(region) },
      service: { nom, adresse: adresse.join(', '), courriel, telephone },
      attribuant: { nom, siret: '00020002200010', prefixe360: 'essais' },
      directeurPublication: nom,
      hebergeur: 'La machine où ces essais sont joués',
      conservation: { dossiersAns: 10, brouillonsMois: 24, refusesAns: 5, comptesMois: 36 },
    },
  }
}
