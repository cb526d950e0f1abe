import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import { Time } from '../../ui/texte.tsx'
import { TitreBloc } from '../../ui/titres.tsx'
import { TableauPartenaires, type TableauPartenairesProps } from './tableau.view.tsx'
import type { Depart } from './validations.queries.ts'

export const FAITS_PARTENAIRES = {
  associee: 'La structure est associée au projet. Un courriel lui dit ce que vous lui demandez.',
  deja: 'Cette structure est déjà associée au projet.',
  modifiee: 'C’est enregistré.',
  retiree: 'La structure ne fait plus partie du projet. Elle ne voit plus le dossier.',
  relancee: 'Un courriel de relance est parti.',
  trop_de_courriels:
    'Trop de courriels sont partis de votre compte, ou vers cette adresse. La relance n’est pas partie\u00a0: recommencez plus tard.',
  trop_tot: 'Cette structure a déjà été relancée il y a moins de 24\u00a0heures.',
  validee: 'Cette structure a déjà validé le projet\u00a0: il n’y a rien à relancer.',
} as const
export type FaitPartenaires = keyof typeof FAITS_PARTENAIRES
const REFUS: readonly FaitPartenaires[] = ['deja', 'trop_de_courriels', 'trop_tot', 'validee']

/** The other structures, in the step of the form that holds them. */
type PartenairesBlocProps = TableauPartenairesProps & { fait?: FaitPartenaires | undefined; departs?: readonly Depart[] | undefined }
export const PartenairesBloc = ({ fait, departs = [], ...p }: PartenairesBlocProps) => (
  <section class="fr-mt-4w fr-mb-4w" aria-labelledby="partenaires">
    <TitreBloc
      id="partenaires"
      titre={p.depuis ? 'Validation des partenaires' : 'Structures associées'}
      aide="Chaque structure valide le projet en ligne, en son nom, avant le dépôt. Vous ne pouvez pas le faire à sa place."
    />
    {fait && <FaitAlerte fait={fait} />}
    <TableauPartenaires {...p} />
    {departs.map(d => (
      <p class="fr-mt-2w fr-mb-0">
        {d.nom} a décliné le projet le <Time instant={d.le} /> : « {d.motif} »
      </p>
    ))}
    {p.gere && !p.depuis && (
      <p class="fr-mt-2w fr-mb-0">
        <a class="fr-btn fr-btn--tertiary fr-btn--sm fr-icon-add-line fr-btn--icon-left" href={paths.dossiers.partenaires(p.dossierId)}>
          Associer une structure
        </a>
      </p>
    )}
  </section>
)

/** What the act just done came to. */
export const FaitAlerte = ({ fait }: { fait: FaitPartenaires }) => (
  <Alert ton={REFUS.includes(fait) ? 'warning' : 'success'} reponse petit>
    <p>{FAITS_PARTENAIRES[fait]}</p>
  </Alert>
)
