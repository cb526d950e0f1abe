import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { RadioGroup } from '../../../ui/choix.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { ImportDeTableau } from '../../../ui/import.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Cadre, type Tete } from '../../cadre/index.ts'
import type { Appel } from '../../cahier/index.ts'
import { colonnesEnPlus, TITRES_IMPORT } from './colonnes.ts'
import type { CelluleFausse, LigneLue, Preparation } from './preparer.ts'

export type ImportProps = {
  site: Site
  tete: Tete
  appel: Appel
  etape: string
  /** Expenses that the plan has now. */
  presentes: number
  texte?: string | undefined
  erreurs?: Readonly<Record<string, string>> | undefined
  apercu?: { prepare: Preparation; donnees: string; cle: string; mode: 'ajouter' | 'remplacer' } | undefined
}

const n = (nombre: number, mot: string) => `${nombre}\u00a0${mot}${nombre > 1 ? 's' : ''}`

/** Expenses from a spreadsheet: pasted or sent, read, shown, and only then brought into the plan. */
export const ImportPage = (p: ImportProps) => (
  <Cadre site={p.site} tete={p.tete} titre="Importer des dépenses" erreur={Object.keys(p.erreurs ?? {}).length > 0}>
    <h1 class="fr-h2">Importer des dépenses</h1>
    <ErrorSummary errors={p.erreurs ?? {}} />
    {p.apercu ? (
      <Apercu {...p} {...p.apercu} />
    ) : (
      <p>Depuis Excel, LibreOffice ou un autre tableur. Vous verrez le résultat avant d’importer.</p>
    )}
    <Saisie {...p} />
    <p class="fr-mt-4w">
      <a class="fr-link fr-icon-arrow-left-line fr-link--icon-left" href={paths.dossiers.etape(p.tete.id, p.etape)}>
        Revenir au plan sans importer
      </a>
    </p>
  </Cadre>
)

/** The titles that a table may bear here: lots and ranks do not go together. */
const titresDe = (appel: Appel) => [
  ...Object.entries(TITRES_IMPORT).flatMap(([c, titre]) => (c === 'lot' && appel.lignes_du_plan?.rang ? [] : [titre])),
  ...colonnesEnPlus(appel).map(c => c.libelle),
]

const Saisie = ({ tete, texte, erreurs = {}, apercu, appel }: ImportProps) => (
  <section aria-labelledby="source" class="fr-mt-4w">
    <h2 class="fr-h4" id="source">
      {apercu ? 'Corriger et relire' : 'Votre tableau'}
    </h2>
    <p>
      La première ligne porte les titres des colonnes : {titresDe(appel).join(', ')}. Seuls le nom de la dépense et son montant sont
      nécessaires. D’autres titres courants sont compris, et l’ordre n’importe pas.{' '}
      <a href={paths.dossiers.modelePlan(tete.id)}>Télécharger un modèle (XLSX)</a>
    </p>
    <details class="fr-mb-2w">
      <summary>Les natures de dépense de cet appel</summary>
      <ul>
        {appel.natures.map(x => (
          <li>{x.libelle}</li>
        ))}
      </ul>
    </details>
    <ImportDeTableau
      action={paths.dossiers.importPlan(tete.id)}
      coller="Coller des cellules"
      aide="Dans le tableur, sélectionnez les cellules, copiez-les, puis collez-les ici."
      fichier="Ou choisir un fichier"
      principal="Lire ce tableau"
      texte={texte}
      erreurs={erreurs}
      relu={apercu !== undefined}
    />
  </section>
)

type ApercuProps = ImportProps & NonNullable<ImportProps['apercu']>
const Apercu = (p: ApercuProps) => {
  const { lignes } = p.prepare
  const fautes = lignes.flatMap(l => l.fautes)
  const justes = lignes.filter(l => l.fautes.length === 0)
  return (
    <section aria-labelledby="apercu">
      <h2 class="fr-h4" id="apercu">
        {n(justes.length, 'ligne')} {justes.length > 1 ? 'prêtes' : 'prête'}
        {fautes.length > 0 ? `, ${lignes.length - justes.length} à corriger` : ''}
      </h2>
      <Remarques {...p.prepare} appel={p.appel} />
      {fautes.length > 0 && <Fautes fautes={fautes} />}
      {justes.length > 0 && <Lignes lignes={justes} appel={p.appel} />}
      {justes.length > 0 && <Confirmer {...p} justes={justes.length} toutes={justes.length === lignes.length} />}
    </section>
  )
}

const Remarques = ({ titres, totaux, lots, appel }: Preparation & { appel: Appel }) => {
  const remarques = [
    ...(titres.supposees ? [`Sans titres, les colonnes sont prises dans cet ordre\u00a0: ${titresDe(appel).join(', ')}.`] : []),
    ...(titres.ignorees.length > 0 ? [`Colonnes laissées de côté\u00a0: ${titres.ignorees.join(', ')}.`] : []),
    ...(totaux.length > 0 ? [`Lignes de total laissées de côté\u00a0: ${totaux.join(', ')}. Le site refait les totaux.`] : []),
    ...(titres.sansNature ? ['Votre tableau n’a pas de colonne «\u00a0Nature\u00a0»\u00a0: vous la choisirez dans le plan.'] : []),
    ...(lots.length > 0 ? [`Lots à créer\u00a0: ${lots.join(', ')}.`] : []),
  ]
  return remarques.length === 0 ? null : (
    <ul>
      {remarques.map(r => (
        <li>{r}</li>
      ))}
    </ul>
  )
}

const Fautes = ({ fautes }: { fautes: readonly CelluleFausse[] }) => (
  <Alert ton="warning" titre="Ces lignes ne sont pas encore importables" niveau={3}>
    <Tableau
      legende="Ce qui est à corriger"
      legendeCachee
      colonnes={[
        { titre: 'Ligne', cellule: f => f.ligne },
        { titre: 'Colonne', cellule: f => f.colonne },
        { titre: 'Valeur', cellule: f => f.valeur || 'vide' },
        { titre: 'Pourquoi', cellule: f => f.raison },
      ]}
      lignes={fautes}
    />
  </Alert>
)

const Lignes = ({ lignes, appel }: { lignes: readonly LigneLue[]; appel: Appel }) => (
  <details class="fr-mb-3w">
    <summary>Voir {lignes.length > 1 ? `les ${n(lignes.length, 'ligne')} prêtes` : 'la ligne prête'}</summary>
    <Tableau
      legende="Dépenses lues"
      colonnes={[
        { titre: 'Ligne', cellule: l => l.numero },
        { titre: 'Dépense', cellule: l => [l.cellules.libelle, l.cellules.fournisseur].filter(Boolean).join(', ') },
        { titre: 'Nature', cellule: l => appel.natures.find(x => x.code === l.cellules.nature)?.libelle ?? 'À choisir' },
        { titre: 'HT', cellule: l => l.cellules.ht ?? '', num: true },
        { titre: 'TTC', cellule: l => l.cellules.ttc ?? '', num: true },
        ...(appel.lignes_du_plan?.rang ? [] : [{ titre: 'Lot', cellule: (l: LigneLue) => l.lot }]),
        ...colonnesEnPlus(appel).map(c => ({ titre: c.libelle, cellule: (l: LigneLue) => motEnPlus(c, l) })),
      ]}
      lignes={lignes}
    />
  </details>
)

/** A rank is the place that the line takes among those that come with it. */
const motEnPlus = (c: ReturnType<typeof colonnesEnPlus>[number], l: LigneLue) =>
  c.genre === 'rang' ? (l.rang ?? '') : (l.enPlus[c.nom] ?? []).map(v => c.options?.find(o => o.code === v)?.libelle ?? v).join('\u202f; ')

const Confirmer = ({ tete, donnees, cle, mode, presentes, justes, toutes }: ApercuProps & { justes: number; toutes: boolean }) => (
  <Formulaire action={paths.dossiers.importPlan(tete.id)}>
    <input type="hidden" name="donnees" value={donnees} />
    <input type="hidden" name="cle" value={cle} />
    {presentes > 0 && (
      <RadioGroup
        name="mode"
        label={`Votre plan a déjà ${n(presentes, 'dépense')}`}
        value={mode}
        options={[
          { value: 'ajouter', label: 'Ajouter les nouvelles à la suite' },
          { value: 'remplacer', label: 'Remplacer les dépenses du plan. Vous pourrez les rétablir.' },
        ]}
      />
    )}
    <FormActions
      principal={toutes ? `Importer ${justes > 1 ? `les ${n(justes, 'ligne')}` : 'la ligne'}` : `Importer les lignes justes (${justes})`}
      name="quoi"
      value={toutes ? 'tout' : 'justes'}
      filet={false}
    />
  </Formulaire>
)
