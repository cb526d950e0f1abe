import type { PropsWithChildren } from 'hono/jsx'
import { paths } from '../../../paths.ts'
import { BoutonPost } from '../../../ui/form.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Time } from '../../../ui/texte.tsx'
import type { EtatInstruit } from '../../decret/index.ts'
import { type ActeJoue, type Avancement, estRevenable, motAvancement, nombreDossiers, type Parametres, titreActe } from './groupe.rules.ts'

export type ActeVu = Avancement & { id: string; parametres: Parametres; demandeLe: Date; finiLe: Date | null }
export type RefusVu = { id: string; numero: string; porteur: string; motif: string | null; etat: EtatInstruit | undefined }

/** An act, with the first dossiers that it refused once it has ended. */
export type ActeSuiviVu = { acte: ActeVu; refus: readonly RefusVu[]; retour?: string | undefined }

/** Why an act is not taken back. */
export const SANS_RETOUR = {
  en_cours: 'Cet acte n’est pas fini\u00a0: attendez sa fin pour l’annuler.',
  parti: 'Cet acte a envoyé des courriels\u00a0: il se corrige dossier par dossier.',
  rien: 'Cet acte n’a changé aucun dossier.',
} as const

/** An act while it goes on, then its account. */
type PageProps = { site: Site; suivi: ActeSuiviVu; retour: string; court: boolean; refuse?: keyof typeof SANS_RETOUR | undefined }
export const ActePage = ({ site, suivi, retour, court, refuse }: PageProps) => {
  const titre = titreActe(suivi.acte.parametres)
  return (
    <Page site={site} titre={titre} large ariane={[{ libelle: 'Dossiers déposés', href: retour }, { libelle: 'Acte groupé' }]}>
      <h1>Acte groupé</h1>
      <Nouvelles refus={refuse && SANS_RETOUR[refuse]} />
      <ActeEnBloc {...suivi} court={court} />
      <p class="fr-mt-3w">
        <a class="fr-link" href={retour}>
          Revenir à la liste
        </a>
      </p>
    </Page>
  )
}

/** Where the account of an act stands on top of the list. */
export const ancreActe = (id: string) => `acte-${id}`
/**
 * What changes while an act goes on; a script reads it again, on the act's own page, until it ends. `court`: as it stands on top of the list, with a
 * few refused dossiers.
 */
export const ActeEnBloc = ({ court, ...suivi }: ActeSuiviVu & { court: boolean }) => (
  <div
    class="gt-progression"
    id={ancreActe(suivi.acte.id)}
    data-controller="progression"
    data-progression-url-value={adresseSuivi(suivi.acte, court)}
  >
    <div data-progression-target="vue">
      {suivi.acte.finiLe ? <Compte {...suivi} niveau={court ? 3 : 2} /> : <EnCours acte={suivi.acte} />}
    </div>
    <p class="fr-sr-only" role="status" data-progression-target="annonce" />
  </div>
)
/** On top of the list: the account of the last act that ended, and how far the others are. */
export const ActesDuMoment = ({ actes }: { actes: readonly ActeSuiviVu[] }) =>
  actes.length === 0 ? null : (
    <section class="gt-actes-groupes" aria-labelledby="actes-groupes">
      <h2 class="fr-sr-only" id="actes-groupes">
        Actes groupés
      </h2>
      {actes.map(a => (
        <ActeEnBloc {...a} court />
      ))}
    </section>
  )

const adresseSuivi = (acte: ActeVu, court: boolean) => `${paths.instruction.acte(acte.id)}${court ? '?court=1' : ''}`

const EnCours = ({ acte }: { acte: ActeVu }) => (
  <div class="gt-progression__vue" data-progression-target="enCours">
    <p id={`avancement-${acte.id}`}>
      {titreActe(acte.parametres)}&nbsp;:{' '}
      <strong>
        {acte.faits + acte.refuses} sur {nombreDossiers(acte.total)}
      </strong>
      {acte.refuses > 0 && `, dont ${acte.refuses}\u00a0${acte.refuses > 1 ? 'refusés' : 'refusé'}`}
    </p>
    <progress value={acte.faits + acte.refuses} max={acte.total} aria-labelledby={`avancement-${acte.id}`} />
    <p class="gt-sous">
      Demandé à <Time instant={acte.demandeLe} forme="heure" />. Vous pouvez continuer à travailler.{' '}
      <a href={paths.instruction.acte(acte.id)}>Actualiser</a>
    </p>
  </div>
)

const Compte = ({ acte, refus, retour, niveau }: ActeSuiviVu & { niveau: 2 | 3 }) => {
  // undone, it is one line on top of the list: its own page keeps what was refused
  const plie = niveau === 3 && retour !== undefined
  return (
    <div class={`fr-alert fr-alert--${acte.refuses > 0 ? 'warning' : 'success'} fr-alert--sm gt-alerte gt-compte-rendu`} id="compte-rendu">
      <Titre niveau={niveau}>
        {titreActe(acte.parametres)}&nbsp;: {motAvancement(acte)}
      </Titre>
      <p>
        Terminé le <Time instant={acte.finiLe ?? acte.demandeLe} />. {acte.refuses > 0 && motInchanges(acte.refuses)}
      </p>
      {refus.length > 0 && !plie && <Refus acte={acte} refus={refus} />}
      <ul class="gt-liens-acte">
        {acte.refuses > 0 && acte.parametres.acte !== 'revenir' && !plie && (
          <li>
            <a href={paths.instruction.repriseActe(acte.id)}>
              Reprendre {acte.refuses > 1 ? `les ${nombreDossiers(acte.refuses)} refusés` : 'le dossier refusé'}
            </a>
          </li>
        )}
        <li>
          <a href={paths.instruction.compteRenduActe(acte.id)} download data-turbo="false">
            Compte rendu complet (CSV, {acte.total}&nbsp;ligne{acte.total > 1 && 's'})
          </a>
        </li>
        {niveau === 3 && reversible(acte) && !retour && (
          <li>
            <BoutonPost action={paths.instruction.retourActe(acte.id)} champs={{ depuis: 'liste' }} class="gt-masquer">
              Annuler<span class="fr-sr-only"> cet acte, là où personne n’a agi depuis</span>
            </BoutonPost>
          </li>
        )}
        <li>
          <BoutonPost action={paths.instruction.masquageActe(acte.id)} class="gt-masquer">
            Masquer
          </BoutonPost>
        </li>
      </ul>
      {(niveau === 2 || retour) && <Retour acte={acte} retour={retour} />}
    </div>
  )
}

const reversible = (acte: ActeVu) => acte.faits > 0 && estRevenable(acte.parametres.acte)

/** The way back, while nobody has built on it; an act that was mailed has none, and says so. */
const Retour = ({ acte, retour }: Pick<ActeSuiviVu, 'acte' | 'retour'>) => {
  if (acte.faits === 0 || acte.parametres.acte === 'revenir') return null
  if (retour)
    return (
      <p>
        Vous avez annulé cet acte. <a href={paths.instruction.acte(retour)}>Lire le compte rendu de l’annulation</a>
      </p>
    )
  if (!estRevenable(acte.parametres.acte)) return <p class="gt-sous">{SANS_RETOUR.parti}</p>
  return (
    <div class="gt-retour-acte">
      <BoutonPost action={paths.instruction.retourActe(acte.id)}>Annuler cet acte</BoutonPost>
      <p class="gt-sous">Chaque dossier retrouve ce qu’il avait avant, sauf ceux sur lesquels quelqu’un a agi depuis.</p>
    </div>
  )
}

const Titre = ({ niveau, children }: PropsWithChildren<{ niveau: 2 | 3 }>) => {
  const H = `h${niveau}` as 'h2'
  return <H class="fr-alert__title">{children}</H>
}
const motInchanges = (n: number) => (n > 1 ? `Les ${nombreDossiers(n)} refusés n’ont pas changé.` : 'Le dossier refusé n’a pas changé.')

const Refus = ({ acte, refus }: ActeSuiviVu) => (
  <>
    <Tableau
      legende="Dossiers refusés"
      legendeCachee
      dense
      colonnes={[
        { titre: 'Dossier', class: 'gt-c-num', cellule: r => <Numero r={r} /> },
        { titre: 'Pourquoi', cellule: r => r.motif },
        { titre: 'Que faire', cellule: r => <QueFaire acte={acte} r={r} /> },
      ]}
      lignes={refus}
    />
    {acte.refuses > refus.length && (
      <p>
        {nombreDossiers(acte.refuses - refus.length)} de plus&nbsp;: <a href={paths.instruction.acte(acte.id)}>tout lire</a>
      </p>
    )}
  </>
)

const Numero = ({ r }: { r: RefusVu }) => (
  <>
    {r.etat ? <a href={paths.instruction.dossier(r.id)}>{r.numero}</a> : r.numero} {r.etat && r.porteur}
  </>
)

const QueFaire = ({ acte, r }: { acte: ActeVu; r: RefusVu }) => {
  const { libelle, href } = remede(acte.parametres.acte, r)
  return href ? <a href={href}>{libelle}</a> : <span>{libelle}</span>
}

type Remede = { libelle: string; href?: string | undefined }
const p = paths.instruction
/** Where each act is made on one dossier: the page says what keeps it from being made, and leads there. */
const PAGES: Record<ActeJoue, { libelle: string; href: (id: string) => string }> = {
  revenir: { libelle: 'Voir son historique', href: p.historique },
  affecter: { libelle: 'Affecter ce dossier', href: p.affectation },
  etiqueter: { libelle: 'Voir ses étiquettes', href: p.etiquettes },
  ecrire: { libelle: 'Voir ses échanges', href: p.echanges },
  demander_complement: { libelle: 'Voir ses compléments', href: p.complements },
  demander_avis: { libelle: 'Voir les avis', href: p.avis },
  passer_au_comite: { libelle: 'Voir ce qui manque', href: p.comite },
}
const CLOS: Partial<Record<EtatInstruit, string>> = {
  retire: 'Rien\u00a0: le dossier est clos.',
  irrecevable: 'Rien\u00a0: le dossier est irrecevable.',
  au_comite: 'Rien\u00a0: l’instruction de ce dossier est finie.',
  depose: 'Attendre le relevé.',
}

/** Acts that are open in every state of a dossier that is not taken back. */
const PARTOUT: ReadonlySet<ActeJoue> = new Set(['etiqueter', 'ecrire', 'revenir'])

/** What may be done about a dossier that an act refused, as it stands today. `etat` is absent outside the perimeter. */
function remede(acte: ActeJoue, { id, etat }: { id: string; etat: EtatInstruit | undefined }): Remede {
  if (!etat) return { libelle: 'Rien\u00a0: vous ne lisez plus ce dossier.' }
  const clos = PARTOUT.has(acte) && etat !== 'retire' ? undefined : CLOS[etat]
  if (clos) return { libelle: clos }
  const { libelle, href } = PAGES[acte]
  return { libelle, href: href(id) }
}
