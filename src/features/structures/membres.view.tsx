import type { FieldErrors } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { Alert, EmptyState } from '../../ui/blocs.tsx'
import { Field } from '../../ui/champs.tsx'
import { NomStructure } from '../../ui/declaree.tsx'
import { BoutonPost, ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Rangee, Rangees } from '../../ui/listes.tsx'
import { Nouvelles } from '../../ui/nouvelles.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Time } from '../../ui/texte.tsx'
import { ATTENTE_PORTEUR } from '../etats/index.ts'
import type { Declaree } from './declarees/declarees.queries.ts'
import { decrireStructure, motFermee } from './decrire.ts'
import { BadgePreuve } from './preuve.view.tsx'
import type { Membre, Structure } from './structures.queries.ts'
import { ariane } from './structures.view.tsx'

export const FAITS_MEMBRES = {
  rejointe: 'Vous faites partie de cette structure. Vous pouvez préparer ses dossiers.',
  declaree: 'Votre structure est déclarée. Vous pouvez préparer ses dossiers et les déposer.',
  corrigee: 'La correction est envoyée au service.',
  acceptee: 'La personne est acceptée : elle voit maintenant les dossiers.',
  retiree: 'La personne est retirée : elle n’a plus accès aux dossiers.',
  refusee: 'La demande est refusée. La personne reçoit un courriel.',
  invitee: 'L’invitation est envoyée.',
  invitation_retiree: 'L’invitation est retirée : elle ne sert plus.',
} as const
export type FaitMembres = keyof typeof FAITS_MEMBRES

type Props = {
  site: Site
  structure: Structure
  membres: readonly Membre[]
  invitations: readonly { id: string; courriel: string; invitee_le: Date }[]
  moi: string
  /** The actor may invite (a member, not the service). */
  invite: boolean
  fait?: FaitMembres | undefined
  /** Set of a structure that somebody declared by hand. */
  declaree?: Declaree | undefined
  /** A proven member was to be taken out by one who is not. */
  refus?: boolean
  values?: { courriel?: string }
  errors?: FieldErrors
}

export const StructurePage = ({
  site,
  structure,
  membres,
  invitations,
  moi,
  invite,
  fait,
  declaree,
  refus,
  values = {},
  errors = {},
}: Props) => {
  const demandes = membres.filter(m => m.etat === 'demandee')
  return (
    <Page
      site={site}
      titre={structure.nom}
      erreur={Object.keys(errors).length > 0}
      ariane={[...ariane, { libelle: 'Mes structures', href: paths.structures.rejoindre }, { libelle: structure.nom }]}
    >
      <div class="fr-grid-row">
        <div class="fr-col-12 fr-col-lg-9">
          <ErrorSummary errors={errors} />
          <Nouvelles fait={fait && FAITS_MEMBRES[fait]} />
          {refus && (
            <Alert ton="error" titre="Cette personne reste membre" reponse>
              <p>
                Il est prouvé qu’elle agit pour la structure, et pas encore que vous agissez pour elle. Demandez au service de le confirmer
                pour vous, ou de retirer cette personne.
              </p>
            </Alert>
          )}
          <h1 class="fr-mb-1v">
            <NomStructure nom={structure.nom} declaree={structure.declaree} />
          </h1>
          <p class="gt-sur">{decrireStructure(structure)}</p>
          {structure.fermee && (
            <Alert ton="warning" petit>
              <p>
                {motFermee(structure)} au répertoire national. Une structure fermée ne dépose pas. Si c’est une erreur, écrivez au service.
              </p>
            </Alert>
          )}
          {declaree && <EtatDeclaration structure={structure} declaree={declaree} membre={invite} />}
          {demandes.length > 0 && <Demandes structure={structure} demandes={demandes} />}
          <Membres structure={structure} membres={membres.filter(m => m.etat === 'active')} moi={moi} />
          {invite && <Inviter structure={structure} invitations={invitations} values={values} errors={errors} />}
        </div>
      </div>
    </Page>
  )
}

/** Where the confirmation of what was declared stands, and what a member may do about it. */
const EtatDeclaration = ({ structure: s, declaree: d, membre }: { structure: Structure; declaree: Declaree; membre: boolean }) => {
  const corriger = (mot: string) => membre && <a href={paths.structures.corriger(s.id)}>{mot}</a>
  if (d.etat === 'a_confirmer')
    return (
      <Alert petit>
        <p>
          Le service confirme votre structure. <strong>Vous pouvez rédiger et déposer.</strong> La décision attend cette confirmation.{' '}
          {corriger('Corriger la déclaration')}
        </p>
      </Alert>
    )
  if (d.etat === 'refusee')
    return (
      <Alert ton="warning" titre="Structure non confirmée">
        <p>«&nbsp;{d.motif}&nbsp;»</p>
        <p>Le brouillon reste. Un dossier déposé garde son heure et son numéro. {corriger('Corriger la déclaration')}</p>
      </Alert>
    )
  return s.siren === null ? (
    <Alert petit>
      <p>
        Votre structure est confirmée. {ATTENTE_PORTEUR.siren} {corriger('Donner le SIREN')}
      </p>
    </Alert>
  ) : null
}

const Personne = ({ m }: { m: Membre }) => (
  <>
    {[m.nom === m.courriel ? '' : m.courriel, m.fonction, m.etat === 'active' ? 'depuis le ' : 'demandé le '].filter(Boolean).join(', ')}
    <Time instant={m.depuis} forme="jour" />
  </>
)

const Demandes = ({ structure, demandes }: { structure: Structure; demandes: readonly Membre[] }) => (
  <section class="fr-mt-4w" aria-labelledby="demandes">
    <h2 class="fr-h4" id="demandes">
      Demandes à accepter
    </h2>
    <p>Une personne acceptée voit et modifie tous les dossiers de la structure.</p>
    <Rangees>
      {demandes.map(m => (
        <Rangee
          titre={m.nom}
          note={<Personne m={m} />}
          badge={<BadgePreuve preuve={m.preuve} />}
          actes={
            <>
              <BoutonPost action={paths.structures.acceptation(structure.id, m.appartenance)}>
                Accepter<span class="fr-sr-only"> {m.nom}</span>
              </BoutonPost>
              <BoutonPost action={paths.structures.retrait(structure.id, m.appartenance)} class="fr-btn fr-btn--tertiary fr-btn--sm">
                Refuser<span class="fr-sr-only"> {m.nom}</span>
              </BoutonPost>
            </>
          }
        />
      ))}
    </Rangees>
  </section>
)

const Membres = ({ structure, membres, moi }: { structure: Structure; membres: readonly Membre[]; moi: string }) => (
  <section class="fr-mt-6w" aria-labelledby="membres">
    <h2 class="fr-h4" id="membres">
      Membres
    </h2>
    {membres.length === 0 ? (
      <EmptyState titre="Aucun membre.">Le service accepte la prochaine personne.</EmptyState>
    ) : (
      <Rangees>
        {membres.map(m => (
          <Rangee
            titre={m.compteId === moi ? `${m.nom} (vous)` : m.nom}
            note={<Personne m={m} />}
            badge={
              <>
                <BadgePreuve preuve={m.preuve} />
                <BoutonPost action={paths.structures.retrait(structure.id, m.appartenance)} class="fr-btn fr-btn--tertiary fr-btn--sm">
                  {m.compteId === moi ? 'Quitter la structure' : 'Retirer'}
                  {m.compteId !== moi && <span class="fr-sr-only"> {m.nom}</span>}
                </BoutonPost>
              </>
            }
          />
        ))}
      </Rangees>
    )}
  </section>
)

const Inviter = ({
  structure,
  invitations,
  values,
  errors,
}: {
  structure: Structure
  invitations: Props['invitations']
  values: { courriel?: string }
  errors: FieldErrors
}) => (
  <section class="fr-mt-6w" aria-labelledby="inviter">
    <h2 class="fr-h4" id="inviter">
      Inviter un collègue
    </h2>
    <Formulaire action={paths.structures.invitations(structure.id)} aria-labelledby="inviter">
      <Field
        name="courriel"
        label="Son adresse électronique"
        hint="Il entre avec cette adresse, sans attendre votre accord"
        type="email"
        autocomplete="off"
        spellcheck={false}
        value={values.courriel}
        error={errors.courriel}
      />
      <FormActions principal="Envoyer l’invitation" filet={false} />
    </Formulaire>
    {invitations.length > 0 && (
      <>
        <h3 class="fr-h6 fr-mt-4w">Invitations qui attendent</h3>
        <ul>
          {invitations.map(i => (
            <li>
              {i.courriel}, invité le <Time instant={i.invitee_le} forme="jour" />{' '}
              <BoutonPost action={paths.structures.retraitInvitation(structure.id, i.id)} class="fr-btn fr-btn--tertiary fr-btn--sm">
                Retirer<span class="fr-sr-only"> l’invitation de {i.courriel}</span>
              </BoutonPost>
            </li>
          ))}
        </ul>
      </>
    )}
  </section>
)
