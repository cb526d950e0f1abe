import type { Acteur } from '../../contexte.ts'
import { delaiRestant } from '../../lib/dates.ts'
import { de, enumeration } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { nommerPoints } from '../complements/index.ts'
import { texteDe } from '../contenu/index.ts'
import { peutRemplir, relation } from '../decret/index.ts'
import { modifiable, quandPour } from '../delais/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import type { InvitationPartenaire } from '../espace/index.ts'
import {
  type Avancement,
  avancement,
  empreinteAValider,
  etatValidation,
  minutesRestantes,
  motEffort,
  relireRegles,
} from '../examen/index.ts'
import { mesPartenaires } from '../partenaires/index.ts'

/** Something that waits for this person, with its date; `delai` is absent when nothing says until when. */
export type TacheEspace = {
  titre: string
  quoi: string
  ou: string
  delai?: { reste: string; cloture: Date; proche: boolean } | undefined
  action: { libelle: string; href: string }
}
export type InvitationStructure = { nom: string; par: string }
/** A task and when it is due. */
export type TacheAttendue = { cloture: Date | undefined; lire: () => TacheEspace }

const TROIS_JOURS_MS = 3 * 86_400_000
export const SANS_TITRE = 'Projet sans titre'
export const EN_RETARD = 'En retard'

/**
 * What is to be done, by date due. What each task says is worked out when it is read: rules are evaluated for the tasks that are shown. Pure.
 */
export function attentesDe(
  acteur: Acteur,
  de: {
    ecrits: readonly Dossier[]
    invitations: readonly InvitationPartenaire[]
    structures: readonly InvitationStructure[]
    autres: readonly TacheAttendue[]
  },
  instant: Date,
): TacheAttendue[] {
  const ecrits = de.ecrits.filter(d => modifiable(d, instant))
  const attentes: TacheAttendue[] = [
    ...ecrits.flatMap(d => deLEcrit(acteur, d, instant)),
    ...de.invitations
      .filter(i => modifiable({ ...i, etat: 'brouillon' }, instant))
      .map(i => ({ cloture: fermeture(i, instant), lire: () => invitation(i, instant) })),
    ...de.structures.map(s => ({ cloture: undefined, lire: () => rejoindre(s) })),
    ...de.autres,
  ]
  return attentes.sort((a, b) => (a.cloture?.getTime() ?? Number.POSITIVE_INFINITY) - (b.cloture?.getTime() ?? Number.POSITIVE_INFINITY))
}

function deLEcrit(acteur: Acteur, d: Dossier, instant: Date): TacheAttendue[] {
  if (d.complement) return aCompleter(acteur, d, d.complement, instant)
  const qui = relation(acteur, d)
  return qui === 'porteur' || qui === 'redacteur' ? [duPorteur(d, instant)] : duPartenaire(acteur, d, instant)
}

/** What the service asks of a filed dossier: the porteur answers, a partner in the étapes that were opened to it. */
function aCompleter(acteur: Acteur, d: Dossier, { points, echeance }: NonNullable<Dossier['complement']>, instant: Date): TacheAttendue[] {
  const membre = relation(acteur, d) === 'porteur'
  const siens = points.filter(p => peutRemplir(acteur, d, p.etape, p.piece === null ? 'remplir' : 'joindre'))
  if (siens.length === 0) return []
  const lire = (): TacheEspace => ({
    titre: membre ? 'Répondre au service' : `Compléter le projet ${de(d.structure.nom)}`,
    quoi: `Le service demande\u00a0: ${nommerPoints(d, siens, instant)}.${membre ? '' : ' Le porteur envoie la réponse.'}`,
    ou: ouDe(d),
    delai: delaiDe(echeance, instant, EN_RETARD),
    action: { libelle: membre ? 'Répondre' : 'Compléter', href: paths.dossiers.complements(d.id) },
  })
  return [{ cloture: echeance, lire }]
}

/** How long is left until `cloture`; `passe`: what is said once it is past. */
export const delaiDe = (cloture: Date, instant: Date, passe = 'Dernière minute') => ({
  reste: delaiRestant(instant, cloture) ?? passe,
  cloture,
  proche: cloture.getTime() - instant.getTime() <= TROIS_JOURS_MS,
})
/** The closing that presses, if one does. */
const fermeture = (d: Parameters<typeof quandPour>[0], instant: Date): Date | undefined => {
  const q = quandPour(d, instant)
  return q.presse ? q.cloture : undefined
}
const DELAI_A_PART = {
  gardee: 'La clôture de l’appel a avancé\u00a0: ce dossier, déjà commencé, garde celle d’avant.',
  accordee: 'Le service a prolongé le délai de ce dossier.',
}
const ouDe = (d: Dossier) => `${texteDe(d.contenu, 'titre') ?? SANS_TITRE}, ${d.numero}`

function duPorteur(d: Dossier, instant: Date): TacheAttendue {
  const cloture = fermeture(d, instant)
  return {
    cloture,
    lire: () => {
      const etapes = avancement(relireRegles(d, instant), d.contenu)
      return {
        titre:
          d.etat === 'preselectionne'
            ? 'Compléter votre dossier présélectionné'
            : d.etat === 'rouvert'
              ? 'Déposer à nouveau votre dossier'
              : d.redigePar === null
                ? 'Déposer votre brouillon'
                : 'Rédiger votre brouillon, en attendant votre structure',
        quoi: [
          d.derogation && d.derogation.jusquAu >= instant ? DELAI_A_PART[d.derogation.gardee ? 'gardee' : 'accordee'] : '',
          d.etat === 'rouvert' ? 'Vos changements ne sont pas déposés\u00a0: le dépôt précédent compte.' : '',
          reste(etapes),
        ]
          .filter(Boolean)
          .join(' '),
        ou: ouDe(d),
        delai: cloture && delaiDe(cloture, instant),
        action: { libelle: 'Reprendre', href: paths.dossiers.voir(d.id) },
      }
    },
  }
}

/** Two things that are missing are named; more are counted, by step. */
function reste(etapes: readonly Avancement[]): string {
  const aRemplir = etapes.slice(0, -1)
  const points = aRemplir.flatMap(e => e.points)
  if (points.length === 0) return 'Prêt à vérifier et à déposer.'
  if (points.length <= 2) return `Il reste\u00a0: ${enumeration(points.map(p => `«\u00a0${p.texte}\u00a0»`))}.`
  const faites = aRemplir.filter(e => e.points.length === 0).length
  const effort = motEffort(minutesRestantes(etapes))
  return `Étapes complètes\u00a0: ${faites} sur\u00a0${aRemplir.length}. Reste à faire\u00a0: ${effort}.`
}

/** What a partner owes to somebody else's draft: the étapes that were opened to it, then its validation. */
function duPartenaire(acteur: Acteur, d: Dossier, instant: Date): TacheAttendue[] {
  const cloture = fermeture(d, instant)
  return mesPartenaires(acteur, d.partenaires).flatMap(p => {
    const etat = etatValidation(p, empreinteAValider(d.version.appel, d.contenu))
    if (etat === 'validee') return []
    const quoi =
      etat === 'a_revalider'
        ? 'Le projet a changé depuis votre accord. Il ne peut pas être déposé sans un nouvel accord.'
        : `${d.structure.nom} vous associe à son projet. Il ne peut pas être déposé sans votre accord.`
    const action = { libelle: 'Lire et valider', href: `${paths.dossiers.validation(d.id)}?partenaire=${p.id}` }
    return [
      {
        cloture,
        lire: () => ({ titre: `Valider le projet, pour ${p.nom}`, quoi, ou: ouDe(d), delai: cloture && delaiDe(cloture, instant), action }),
      },
    ]
  })
}

const invitation = (i: InvitationPartenaire, instant: Date): TacheEspace => ({
  titre: 'Répondre à une invitation',
  quoi: `${i.structure} vous invite à participer à son projet.`,
  ou: i.titre || SANS_TITRE,
  delai: ((cloture = fermeture(i, instant)) => cloture && delaiDe(cloture, instant))(),
  action: { libelle: 'Répondre', href: paths.dossiers.partenariat(i.id) },
})

const rejoindre = (s: InvitationStructure): TacheEspace => ({
  titre: `Rejoindre ${s.nom}`,
  quoi: `${s.par} vous invite à préparer ses dossiers.`,
  ou: s.nom,
  action: { libelle: 'Répondre', href: paths.structures.rejoindre },
})
