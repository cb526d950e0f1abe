import { MoneyField } from '../../ui/champs.tsx'
import { TitreBloc } from '../../ui/titres.tsx'
import { AideCalculeeBloc } from '../aide/index.ts'
import { estDuPlan } from '../champs/index.ts'
import { cellule } from '../contenu/index.ts'
import { BoutonAjouter, Champs, type Remplissage } from '../saisie/index.ts'
import { Chiffre, type PlanDuDossier, type PlanProps } from './cellules.view.tsx'
import { TableDepenses } from './depenses.view.tsx'
import { ASSIETTES, motsDuPlan } from './plan.mots.ts'
import { TableRessources } from './ressources.view.tsx'

const ECARTS = {
  zero: 'gt-plan__ecart gt-plan__ecart--zero',
  ko: 'gt-plan__ecart gt-plan__ecart--ko',
  attente: 'gt-plan__ecart gt-plan__ecart--attente',
  illisible: 'gt-plan__ecart gt-plan__ecart--illisible',
}

/** The plan de financement: expenses by lot, then who pays (C5.4, C5.8). Its totals are live with a script, and those of the last saving without. */
export const PlanVue = ({ remplissage, ...d }: PlanDuDossier & { remplissage: Remplissage }) => (
  <>
    {d.reglage.plan === 'complet' ? <PlanComplet {...d} remplissage={remplissage} /> : <PlanCourt remplissage={remplissage} />}
    {d.aide && <AideCalculeeBloc aide={d.aide} />}
  </>
)

const typees = ({ champs }: Remplissage) => champs.filter(c => !c.calcule && !cellule(c.nom))
/** A short plan is fields like others. The conflicts of a step that has the plan are shown together, above. */
const PlanCourt = ({ remplissage }: { remplissage: Remplissage }) => (
  <Champs {...remplissage} conflits={[]} champs={typees(remplissage).filter(c => estDuPlan(c.nom))} />
)

const PlanComplet = ({ remplissage, ...d }: PlanDuDossier & { remplissage: Remplissage }) => {
  const p = { ...d, remplissage, mots: motsDuPlan(d.plan, d.reglage) }
  const vide = estVide(d.plan)
  return (
    <div data-controller="plan" data-plan-reglage-value={JSON.stringify(d.reglage)}>
      <p>Ce que le projet coûte, puis qui paie, {ASSIETTES[d.reglage.assiette].mot}. Les deux totaux doivent être égaux.</p>
      <section id="depenses" class="fr-mt-4w" aria-labelledby="depenses-titre">
        <TitreBloc
          id="depenses-titre"
          titre="Dépenses"
          aide="Mettez tout le coût du projet, même ce que l’aide ne paie pas. La nature de la dépense dit si l’aide la paie."
        />
        {vide ? <Depart {...p} /> : <Importer href={d.importer} />}
        {d.enPlus?.rang && <p>L’ordre des lignes est votre ordre de priorité : le rang 1 passe d’abord si l’aide ne suffit pas à tout.</p>}
        {!vide && <TableDepenses {...p} />}
        {!vide && !d.enPlus?.rang && (
          <div class="gt-plan__lots" id="lots">
            <BoutonAjouter liste="lots">{d.plan.lots.length > 0 ? 'Ajouter un lot' : 'Découper en lots'}</BoutonAjouter>
            {d.plan.lots.length === 0 && d.lots && <p class="gt-source fr-mb-0">{d.lots}</p>}
          </div>
        )}
      </section>
      <section id="ressources" class="fr-mt-5w" aria-labelledby="ressources-titre">
        <TitreBloc
          id="ressources-titre"
          titre="Ressources"
          aide={`L’aide ${d.aide ? 'que le guichet calcule' : 'demandée ici'}, la part de votre structure, et tous les autres financeurs.`}
        />
        <TableRessources {...p} />
        <p class={ECARTS[p.mots.ecart]} role="status" data-plan-target="ecart">
          <b>
            Écart entre ressources et dépenses : <Chiffre nom="ecart.titre" mots={p.mots} />
          </b>{' '}
          <Chiffre nom="ecart.suite" mots={p.mots} />
        </p>
        <AideMinimale remplissage={remplissage} />
        {!vide && (
          <p class="gt-plan__budget fr-mt-4w">
            Votre budget prévisionnel, tel que ce plan le fait :{' '}
            <a href={d.budget.pdf} data-turbo="false">
              à imprimer (PDF)
            </a>{' '}
            ou{' '}
            <a href={d.budget.xlsx} data-turbo="false">
              en tableur (XLSX)
            </a>
            . Il se joint d’un clic à l’étape des pièces.
          </p>
        )}
      </section>
    </div>
  )
}

/** Nothing of the expenses is typed. */
const estVide = (p: PlanDuDossier['plan']) => p.depenses.length === 0 && p.lots.length === 0

const Importer = ({ href }: { href: string }) => (
  <p class="gt-hors-papier">
    <a class="fr-link fr-icon-table-line fr-link--icon-left" href={href}>
      Coller depuis un tableur, ou importer un fichier
    </a>
  </p>
)

/** A plan that nobody has begun: what to do first, and what is known already. Not a rule, not a total. */
const Depart = ({ importer, lots, enPlus, mots }: PlanProps) => (
  <div class="gt-depart">
    <p>
      <b>Commencez par les dépenses.</b> Une ligne suffit pour voir le plan se construire.
    </p>
    <div class="gt-depart__gestes">
      <BoutonAjouter liste="depenses" premier>
        Ajouter une dépense
      </BoutonAjouter>
      {!enPlus?.rang && <BoutonAjouter liste="lots">Découper en lots</BoutonAjouter>}
      <Importer href={importer} />
    </div>
    {!enPlus?.rang && lots && <p class="gt-source">{lots}</p>}
    <p class="gt-source">
      <Chiffre nom="repris" mots={mots} />
    </p>
  </div>
)

/** What the foot of the screen says of the plan while one fills it in: the gap, and the one press that closes it where there is one. */
export const EcartEnVue = ({ plan, reglage }: Pick<PlanDuDossier, 'plan' | 'reglage'>) => {
  const mots = motsDuPlan(plan, reglage)
  return (
    <div class="gt-travail__ecart">
      <b>
        <Chiffre nom="ecart.bref" mots={mots} />
      </b>
      <button
        class="fr-btn fr-btn--secondary fr-btn--sm"
        type="submit"
        name="_equilibrer"
        value={String(mots.remede?.ecart ?? '')}
        data-remede
        hidden={!mots.remede}
      >
        <Chiffre nom="remede" mots={mots} />
      </button>
    </div>
  )
}

const AideMinimale = ({ remplissage: { champs, saisie, erreurs } }: { remplissage: Remplissage }) => {
  const champ = champs.find(c => c.nom === 'aide_minimale')
  if (!champ) return null
  return (
    <div class="gt-plancher fr-mt-3w">
      <MoneyField
        name={champ.nom}
        label={champ.libelle}
        hint={champ.aide}
        error={erreurs[champ.nom]}
        value={saisie[champ.nom]?.[0]}
        facultatif={champ.facultatif}
      />
    </div>
  )
}

/** The figures of the plan beside the steps, on wide screens: never the only place. */
export const PlanEnBref = ({ plan, reglage }: Pick<PlanDuDossier, 'plan' | 'reglage'>) => {
  const mots = motsDuPlan(plan, reglage)
  const sigle = ASSIETTES[reglage.assiette].sigle
  const aide = reglage.calculee ? 'Aide calculée' : 'Aide demandée'
  const lignes: [titre: string, nom: string, note?: string, suite?: string][] =
    reglage.plan === 'complet'
      ? [
          [`Dépenses ${sigle}`, 'depenses', 'depenses.sans'],
          ['Ressources, ou coût global', 'cout', 'cout.sans'],
          ['Écart', 'ecart.titre'],
          [aide, 'aide', 'taux.cout', 'du coût global'],
          ['Dépenses que l’aide peut payer', 'base', 'base.sans'],
        ]
      : [
          ['Coût total', 'cout'],
          [aide, 'aide', 'taux.cout', 'du coût total'],
        ]
  // figures stand there once there is one
  if (reglage.plan === 'aucun' || (reglage.plan === 'complet' && estVide(plan))) return null
  return (
    <section class="gt-totaux" aria-labelledby="plan-bref">
      <h2 class="gt-totaux__titre" id="plan-bref">
        Le plan en bref
      </h2>
      <dl>
        {lignes.map(([titre, nom, note, suite]) => (
          <div>
            <dt>{titre}</dt>
            <dd>
              <Chiffre nom={nom} mots={mots} />
              {note && (
                <span class="gt-totaux__note">
                  <Chiffre nom={note} mots={mots} />
                  {suite && mots.textes[note] ? ` ${suite}` : ''}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
