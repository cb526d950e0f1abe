import { TitreBloc } from '../../ui/titres.tsx'
import { AideCalculeeBloc } from '../aide/index.ts'
import type { Appel, Etape } from '../cahier/index.ts'
import { estChampContact, estDuPlan } from '../champs/index.ts'
import { type Champ, type Contenu, cellule } from '../contenu/index.ts'
import { type PlanDuDossier, PlanVue } from '../plan/index.ts'
import { Champs, ListeChamps, type Remplissage } from '../saisie/index.ts'
import { TableauVue } from '../tableaux/index.ts'
import { morceaux, type TableauMontre } from './tableaux-montres.ts'

/** `tableaux`: those that the step shows, by id. */
type Props = {
  appel: Pick<Appel, 'porteurs'>
  etape: Etape
  remplissage: Remplissage
  contenu: Contenu
  tableaux: ReadonlyMap<string, TableauMontre>
}

/** Fields of the project, which come before the plan. */
const DU_PROJET = ['titre', 'volet', 'actions']

/** The fields of a step: the plan has a view of its own, before the questions; the calendar comes before them too, figures after them. */
export const CorpsEtape = ({
  appel,
  etape,
  remplissage,
  contenu,
  plan,
  tableaux,
  listesFermees,
}: Props & { plan: PlanDuDossier; listesFermees?: boolean | undefined }) => {
  if (listesFermees)
    return (
      <>
        <Champs {...remplissage} />
        {etape.blocs.includes('plan') && plan.aide && <AideCalculeeBloc aide={plan.aide} />}
      </>
    )
  if (!etape.blocs.includes('plan')) return <Questions {...{ appel, etape, remplissage, contenu, tableaux }} />
  const [avant, apres] = [(c: Champ) => DU_PROJET.includes(c.nom), (c: Champ) => !DU_PROJET.includes(c.nom) && !estDuPlan(c.nom)]
  // the conflicts of a step that has the plan are shown together, above
  const sans = { ...remplissage, conflits: [] }
  return (
    <>
      <Champs {...sans} champs={remplissage.champs.filter(avant)} />
      <PlanVue remplissage={remplissage} {...plan} />
      <Questions {...{ appel, etape, contenu, tableaux }} remplissage={{ ...sans, champs: remplissage.champs.filter(apres) }} />
    </>
  )
}

/** The dates with which a step begins: with its milestones they make one calendar. */
function datesEnTete({ questions }: Etape): string[] {
  const fin = questions.findIndex(q => q.type !== 'date')
  return questions.slice(0, fin < 0 ? undefined : fin).map(q => q.id)
}

const Questions = ({ appel, etape, remplissage, contenu, tableaux }: Props) => {
  const liste = (l: 'jalons' | 'indicateurs' | 'beneficiaires' | 'minimis', tete: readonly Champ[] = []) =>
    etape.blocs.includes(l) && <ListeChamps liste={l} contenu={contenu} remplissage={remplissage} tete={tete} />
  const calendrier = etape.blocs.includes('jalons') ? datesEnTete(etape) : []
  const duCalendrier = remplissage.champs.filter(c => calendrier.includes(c.nom))
  const seuls = remplissage.champs.filter(c => !cellule(c.nom) && !calendrier.includes(c.nom))
  const [duContact, champs] = [seuls.filter(c => estChampContact(c.nom)), seuls.filter(c => !estChampContact(c.nom))]
  return (
    <>
      {liste('jalons', duCalendrier)}
      {morceaux(etape.questions, champs).map(m => (
        <>
          <Champs {...remplissage} champs={m.champs} />
          {m.tableau && tableaux.has(m.tableau) && <TableauVue remplissage={remplissage} {...tableaux.get(m.tableau)!} />}
        </>
      ))}
      {liste('indicateurs')}
      {liste('beneficiaires')}
      {liste('minimis')}
      {duContact.length > 0 && (
        <section aria-labelledby="contact" class="fr-mt-4w">
          <TitreBloc
            id="contact"
            titre="Contact opérationnel"
            aide={
              appel.porteurs.projet_commun.autorise
                ? 'Une seule personne répond pour toutes les structures du projet.'
                : 'La personne à qui le service écrit ou téléphone pour ce projet.'
            }
          />
          <Champs {...remplissage} champs={duContact} />
        </section>
      )}
    </>
  )
}
