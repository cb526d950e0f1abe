import { formatDateCivile } from '../../../../lib/dates.ts'
import { formatNombre } from '../../../../lib/euros.ts'
import { pluriel } from '../../../../lib/mots.ts'
import { paths } from '../../../../paths.ts'
import { Alert } from '../../../../ui/blocs.tsx'
import { FileField } from '../../../../ui/champs.tsx'
import { CheckboxGroup, RadioGroup } from '../../../../ui/choix.tsx'
import { Cle, ErrorSummary, FormActions, Formulaire } from '../../../../ui/form.tsx'
import { Page } from '../../../../ui/page.tsx'
import type { Site } from '../../../../ui/site.ts'
import { Tableau } from '../../../../ui/table.tsx'
import { nomPeriode } from '../../periodes.ts'
import type { BilanVu } from '../bilan.donnees.ts'
import { arianeDe } from '../bilan.view.tsx'
import type { Doutes } from './doutes.rules.ts'
import { DoutesVus } from './doutes.view.tsx'
import { type CelluleFausse, TITRES_COMMANDES } from './preparer-import.ts'

/** What is to be checked in a list that was read, with the list as it comes back. */
export type AVerifier = { doutes: Doutes; numeros: readonly number[]; donnees: string; ecartees: readonly number[] }
/** Wrong lines that may be left out one by one: those already ticked, how many right ones come in without them, whether the form was sent before. */
export type ALaisser = { donnees: string; ecartees: readonly number[]; justes: number; redit: boolean }
/** Errors shown at once: the list is mended in the spreadsheet, not here. */
const FAUTES_MONTREES = 500
/** Beyond, the list itself is to be looked at again. */
const LAISSEES_MAX = 100
type Props = {
  site: Site
  v: BilanVu
  cle: string
  erreur?: string | undefined
  fautes?: readonly CelluleFausse[]
  lignes?: number
  aLaisser?: ALaisser | undefined
  aVerifier?: AVerifier | undefined
}

/** A list of orders brought in at once: it comes in whole, or not at all. */
export const ImportCommandesPage = ({ site, v, cle, erreur, fautes = [], lignes = 0, aLaisser, aVerifier }: Props) => (
  <Page
    site={site}
    titre={`Importer des commandes, dossier ${v.b.numero}`}
    erreur={erreur !== undefined || fautes.length > 0 || aVerifier !== undefined}
    ariane={arianeDe(v, 'Importer des commandes')}
  >
    <p class="gt-sur">{v.b.titre}</p>
    <h1 class="fr-h3">Importer des commandes</h1>
    <ErrorSummary errors={erreur ? { fichier: erreur } : {}} />
    {fautes.length > 0 && <Fautes fautes={fautes} lignes={lignes} />}
    {fautes.length > 0 && aLaisser && <Laisser v={v} cle={cle} fautes={fautes} a={aLaisser} />}
    {aVerifier && <Verifier v={v} cle={cle} a={aVerifier} />}
    <div class="gt-lecture">
      <p>
        La première ligne porte les titres des colonnes&nbsp;: {Object.values(TITRES_COMMANDES).join(', ')}. Les dates vont jusqu’au{' '}
        {formatDateCivile(v.b.fin)}.{' '}
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

/** What is told before a list is kept: nothing came in yet, and the list comes back whole with its answer. */
const Verifier = ({ v, cle, a }: { v: BilanVu; cle: string; a: AVerifier }) => {
  const neuves = a.numeros.length - a.doutes.deja.length
  return (
    <>
      <Alert ton="warning" titre="Rien n’est encore importé&nbsp;: vérifiez cette liste" reponse id="a-verifier">
        <DoutesVus d={a.doutes} periode={f => nomPeriode(f, v.b.appel.suivi.cadence_mois).long} ligne={rang => a.numeros[rang]!} />
      </Alert>
      <Formulaire action={paths.bilans.importCommandes(v.b.dossierId, v.b.id)} fichiers sansTurbo>
        <Cle valeur={cle} />
        <input type="hidden" name="donnees" value={a.donnees} />
        {a.ecartees.map(l => (
          <input type="hidden" name="sauf" value={String(l)} />
        ))}
        {a.doutes.deja.length > 0 ? (
          <RadioGroup
            name="relue"
            label="Les commandes déjà là"
            options={[
              {
                value: 'laisser',
                label: `Ne pas les importer\u00a0: ${neuves > 0 ? pluriel(neuves, 'autre commande entre', 'autres commandes entrent') : 'il n’y en a pas d’autre'}`,
              },
              { value: 'garder', label: 'Les importer aussi\u00a0: ce sont d’autres commandes' },
            ]}
            value="laisser"
          />
        ) : (
          <input type="hidden" name="relue" value="garder" />
        )}
        <FormActions principal={a.doutes.deja.length > 0 ? 'Continuer l’import' : 'Importer quand même'} filet={false} />
      </Formulaire>
      <h2 class="fr-h5 fr-mt-4w">Ou envoyez une autre liste</h2>
    </>
  )
}

/** The other way than mending: each wrong line that is ticked stays out, the others come in. */
const Laisser = ({ v, cle, fautes, a }: { v: BilanVu; cle: string; fautes: readonly CelluleFausse[]; a: ALaisser }) => {
  const parLigne = [...Map.groupBy(fautes, f => f.ligne)]
  if (parLigne.length > LAISSEES_MAX || fautes.length > FAUTES_MONTREES) return null
  return (
    <Formulaire action={paths.bilans.importCommandes(v.b.dossierId, v.b.id)} fichiers sansTurbo>
      <Cle valeur={cle} />
      <input type="hidden" name="donnees" value={a.donnees} />
      <CheckboxGroup
        name="sauf"
        label="Ou laissez ces lignes de côté"
        hint={`Cochez-les toutes\u00a0: ${pluriel(a.justes, 'commande juste entre', 'commandes justes entrent')} sans elles.`}
        options={parLigne.map(([ligne, fs]) => ({
          value: String(ligne),
          label: `Ligne ${ligne}\u00a0: ${fs.map(f => f.colonne).join(', ')}`,
        }))}
        values={a.ecartees.map(String)}
        error={a.redit ? 'Cochez chaque ligne à laisser de côté, ou corrigez-la dans votre tableur' : undefined}
        petit
      />
      <FormActions principal="Importer les autres" filet={false} />
      <h2 class="fr-h5 fr-mt-4w">Ou envoyez une autre liste</h2>
    </Formulaire>
  )
}

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
