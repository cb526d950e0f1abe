import { formatNombre } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { FileField } from '../../../ui/champs.tsx'
import { Cle, ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { arianeDe } from '../bilans/bilan.view.tsx'
import type { BilanVu } from '../bilans/bilan.vue.ts'
import { jourCourt } from '../bilans/declaration.rules.ts'
import { type CelluleFausse, TITRES_COMMANDES } from './preparer-import.ts'

/** Errors shown at once: the list is mended in the spreadsheet, not here. */
const FAUTES_MONTREES = 500
type Props = { site: Site; v: BilanVu; cle: string; erreur?: string | undefined; fautes?: readonly CelluleFausse[]; lignes?: number }

/** A list of orders brought in at once: it comes in whole, or not at all. */
export const ImportCommandesPage = ({ site, v, cle, erreur, fautes = [], lignes = 0 }: Props) => (
  <Page
    site={site}
    titre={`Importer des commandes, dossier ${v.b.numero}`}
    erreur={erreur !== undefined || fautes.length > 0}
    ariane={arianeDe(v, 'Importer des commandes')}
  >
    <p class="gt-sur">{v.b.titre}</p>
    <h1 class="fr-h3">Importer des commandes</h1>
    <ErrorSummary errors={erreur ? { fichier: erreur } : {}} />
    {fautes.length > 0 && <Fautes fautes={fautes} lignes={lignes} />}
    <div class="gt-lecture">
      <p>
        La première ligne porte les titres des colonnes&nbsp;: {Object.values(TITRES_COMMANDES).join(', ')}. Les dates vont jusqu’au{' '}
        {jourCourt(v.b.fin)}.{' '}
        <a href={paths.bilans.modeleCommandes(v.b.dossierId, v.b.id)} data-turbo="false">
          Télécharger un modèle (XLSX)
        </a>
      </p>
      <Formulaire action={paths.bilans.importCommandes(v.b.dossierId, v.b.id)} fichiers sansTurbo>
        <Cle valeur={cle} />
        <FileField
          name="fichier"
          label="Votre liste"
          hint={'CSV, XLSX ou ODS, 5\u00a0Mo au plus. Seule la première feuille est lue.'}
          accept=".xlsx,.ods,.csv,.txt"
          error={erreur}
        />
        <FormActions principal="Importer" filet={false}>
          <a class="fr-link" href={`${paths.bilans.voir(v.b.dossierId, v.b.id)}#commandes`}>
            Revenir au bilan sans importer
          </a>
        </FormActions>
      </Formulaire>
    </div>
  </Page>
)

const Fautes = ({ fautes, lignes }: { fautes: readonly CelluleFausse[]; lignes: number }) => {
  const fausses = new Set(fautes.map(f => f.ligne)).size
  return (
    <Alert
      ton="error"
      titre={`Rien n’est importé\u00a0: ${formatNombre(fausses)}\u00a0ligne${fausses > 1 ? 's' : ''} à corriger sur ${formatNombre(lignes)}`}
      reponse
      id="fautes"
    >
      <p>Corrigez ces cellules dans votre tableur, puis envoyez la liste à nouveau.</p>
      {fautes.length > FAUTES_MONTREES && (
        <p>
          {formatNombre(fautes.length)}&nbsp;erreurs. Les {FAUTES_MONTREES} premières sont ici.
        </p>
      )}
      <Tableau
        legende="Ce qui est à corriger"
        legendeCachee
        dense
        colonnes={[
          { titre: 'Ligne', cellule: f => f.ligne },
          { titre: 'Colonne', cellule: f => f.colonne },
          { titre: 'Valeur', cellule: f => f.valeur || 'vide' },
          { titre: 'Pourquoi', cellule: f => f.raison },
        ]}
        lignes={fautes.slice(0, FAUTES_MONTREES)}
      />
    </Alert>
  )
}
