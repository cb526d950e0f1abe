import { paths } from '../../../paths.ts'
import { Select } from '../../../ui/champs.tsx'
import { ErrorSummary, Formulaire } from '../../../ui/form.tsx'
import { ImportDeTableau } from '../../../ui/import.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Cadre, type Tete } from '../../cadre/index.ts'
import type { Appel, TableauAppel } from '../../cahier/index.ts'
import { colonnesDe } from '../../contenu/index.ts'
import { motDesLignes } from '../tableaux.mots.ts'
import type { LigneRecue, Preparation } from './preparer.ts'

export type ImportProps = {
  site: Site
  tete: Tete
  appel: Appel
  etape: string
  tableau: TableauAppel
  /** Lines that the table has now. */
  presentes: number
  texte?: string | undefined
  erreurs?: Readonly<Record<string, string>> | undefined
  apercu?: { prepare: Preparation; donnees: string; cle: string } | undefined
}

/** Lines from a spreadsheet, pasted or sent: read, shown, and only then brought into the table. */
export const ImportPage = (p: ImportProps) => {
  const { tete, tableau: t, erreurs = {} } = p
  return (
    <Cadre site={p.site} tete={tete} titre={`Importer\u00a0: ${t.libelle}`} erreur={Object.keys(erreurs).length > 0}>
      <h1 class="fr-h2">Importer un tableau&nbsp;: {t.libelle}</h1>
      <ErrorSummary errors={erreurs} />
      {p.apercu ? (
        <Apercu {...p} {...p.apercu} />
      ) : (
        <p>Rien ne change tant que vous n’avez pas importé&nbsp;: vous verrez d’abord un aperçu.</p>
      )}
      <Source {...p} />
      <p class="fr-mt-4w">
        <a class="fr-link fr-icon-arrow-left-line fr-link--icon-left" href={`${paths.dossiers.etape(tete.id, p.etape)}#${t.id}`}>
          Revenir au tableau sans importer
        </a>
      </p>
    </Cadre>
  )
}

const Source = ({ tete, tableau: t, texte, erreurs = {}, apercu, appel }: ImportProps) => (
  <section aria-labelledby="source" class="fr-mt-4w">
    <h2 class="fr-h4" id="source">
      {apercu ? 'Corriger et relire' : 'Votre tableau'}
    </h2>
    <p>
      Colonnes attendues&nbsp;:{' '}
      {colonnesDe(t.id, appel, [])
        .map(c => c.libelle)
        .join(', ')}
      . La ligne de titres peut être là, ou non. {t.max}&nbsp;lignes au plus.{' '}
      <a href={paths.dossiers.modeleTableau(tete.id, t.id)} data-turbo="false">
        Télécharger un modèle (XLSX)
      </a>
    </p>
    <ImportDeTableau
      action={paths.dossiers.importTableau(tete.id, t.id)}
      coller="Coller un tableau"
      aide="Dans votre tableur, copiez les lignes, puis collez-les ici."
      fichier="Ou importer un fichier"
      principal="Voir l’aperçu"
      texte={texte}
      erreurs={erreurs}
      relu={apercu !== undefined}
    />
  </section>
)

type ApercuProps = ImportProps & NonNullable<ImportProps['apercu']>
const Apercu = ({ prepare, donnees, cle, ...p }: ApercuProps) => {
  const { tableau: t, appel, presentes, tete } = p
  const colonnes = colonnesDe(t.id, appel, [])
  const fausses = prepare.lignes.filter(l => l.fautes.length > 0).length
  const n = prepare.lignes.length
  const suite = fausses > 0 ? `, dont ${fausses} à corriger` : ''
  return (
    <section aria-labelledby="apercu">
      <h2 class="fr-h4" id="apercu">
        {motDesLignes(t, n)}
        {suite}
      </h2>
      <Remarques {...prepare} />
      <Formulaire action={paths.dossiers.importTableau(tete.id, t.id)}>
        <input type="hidden" name="donnees" value={donnees} />
        <input type="hidden" name="cle" value={cle} />
        <fieldset class="gt-tableau-saisi__colonnes">
          <legend class="fr-h6">Colonnes de votre tableau</legend>
          {prepare.colonnes.map(c => (
            <Select
              name={`colonne.${c.rang}`}
              label={c.titre || `Colonne\u00a0${c.rang + 1}`}
              value={c.code ?? ''}
              vide="Laissée de côté"
              options={colonnes.map(x => ({ value: x.nom, label: x.libelle }))}
            />
          ))}
          <button class="fr-btn fr-btn--tertiary fr-btn--sm" type="submit" name="mode" value="relire">
            Relire avec ces colonnes
          </button>
        </fieldset>
        <Tableau
          legende="Aperçu"
          colonnes={[
            { titre: 'Ligne', cellule: (l: LigneRecue) => l.numero },
            ...colonnes.map(c => ({
              titre: c.libelle,
              cellule: (l: LigneRecue) => c.options?.find(o => o.code === l.cellules[c.nom])?.libelle ?? l.cellules[c.nom] ?? '',
              num: c.genre === 'montant' || c.genre === 'nombre',
            })),
            {
              titre: 'À savoir',
              cellule: (l: LigneRecue) =>
                l.fautes.length === 0 ? (
                  'Nouvelle'
                ) : (
                  <span class="gt-manque">{l.fautes.map(f => f.raison).join('. ')}. Arrive à corriger.</span>
                ),
            },
          ]}
          lignes={prepare.lignes}
        />
        <div class="gt-actions">
          <button class="fr-btn" type="submit" name="mode" value="ajouter">
            {`Importer ${motDesLignes(t, n)}${suite}`}
          </button>
          {presentes > 0 && (
            <button class="fr-btn fr-btn--secondary" type="submit" name="mode" value="remplacer">
              Remplacer tout le tableau
            </button>
          )}
        </div>
        {presentes > 0 && (
          <p class="gt-source">
            Votre tableau a déjà {motDesLignes(t, presentes)}. Remplacées, elles se rétablissent d’un bouton en haut de l’étape.
          </p>
        )}
      </Formulaire>
    </section>
  )
}

const Remarques = ({ titres, totaux }: Preparation) => (
  <ul>
    {!titres && <li>Aucune ligne de titres reconnue&nbsp;: les colonnes sont prises dans l’ordre du tableau.</li>}
    {totaux.length > 0 && <li>Lignes de total laissées de côté&nbsp;: {totaux.join(', ')}.</li>}
  </ul>
)
