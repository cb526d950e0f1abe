import type { Child } from 'hono/jsx'
import { formatInstant } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { TextArea } from '../../../ui/champs.tsx'
import { BoutonPost, ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { CalculDeLAide, MontantCalcule } from '../../aide/index.ts'
import { motValeur, saisieDe } from '../../champs/index.ts'
import { CONTENU_VIDE, type Contenu } from '../../contenu/index.ts'
import { Champs } from '../../saisie/index.ts'
import type { AideCalculee } from '../../verdicts/index.ts'
import { Cadre, type CadreInstruction } from '../cadre-instruction.view.tsx'
import type { ChampDuCalcul, Recalcul, ValeurRetenue } from './valeurs.ts'

/** The form of a value, open under its table. `change`: a colleague has retained another one meanwhile. */
export type SaisieValeur = {
  champ: string
  saisie?: readonly string[]
  raison?: string
  errors?: Record<string, string>
  change?: boolean
}
type Props = {
  site: Site
  cadre: CadreInstruction
  contenu: Contenu
  /** The aid as it was filed. */
  deposee: AideCalculee | undefined
  recalcul: Recalcul
  ouvert: SaisieValeur | undefined
  fait: string | undefined
}

const dite = ({ champ }: ChampDuCalcul, v: Contenu['valeurs'][string] | undefined) =>
  v === undefined ? 'Non renseigné' : motValeur(champ, v)
const enVigueur = ({ retenues: [derniere] }: ChampDuCalcul) => (derniere && derniere.valeur !== null ? derniere : undefined)

/** What the aid is computed from: what was filed, what the service retains, and the aid that each gives. */
export const ValeursPage = ({ site, cadre, contenu, deposee, recalcul, ouvert, fait }: Props) => {
  const champ = recalcul.champs.find(c => c.champ.nom === ouvert?.champ)
  const errors = ouvert?.errors ?? {}
  return (
    <Cadre
      site={site}
      cadre={cadre}
      onglet="dossier"
      titre="valeurs de l’aide calculée"
      erreur={Object.keys(errors).length > 0 || !!ouvert?.change}
    >
      <ErrorSummary errors={errors} />
      <Nouvelles fait={fait} />
      <h2 class="fr-h4">Valeurs de l’aide calculée</h2>
      <p>
        Une valeur retenue recalcule l’aide. Ce que le porteur a déposé reste à côté, et ne change pas. L’aide accordée ne dépasse jamais
        celle du dépôt&nbsp;: pour l’augmenter, demandez des compléments.
      </p>
      <Tableau
        legende="Ce que l’aide lit"
        colonnes={[
          { titre: 'Réponse', cellule: c => c.champ.libelle },
          { titre: 'Déposée', cellule: c => dite(c, contenu.valeurs[c.champ.nom]) },
          { titre: 'Retenue', cellule: c => <Retenue c={c} /> },
          { titre: 'Trancher', cellule: c => <Trancher c={c} id={cadre.id} />, titreCache: true },
        ]}
        lignes={recalcul.champs}
        pied={[
          'Aide',
          deposee && <MontantCalcule aide={deposee} />,
          recalcul.aide ? <MontantCalcule aide={recalcul.aide} /> : 'la même',
          '',
        ]}
        vide={<p>L’aide ne lit aucune réponse du formulaire.</p>}
      />
      {champ && ouvert && <FormulaireValeur c={champ} id={cadre.id} contenu={contenu} ouvert={ouvert} />}
      {recalcul.aide && <CalculDeLAide aide={recalcul.aide} legende="Le calcul, avec les valeurs retenues" />}
      {deposee && <CalculDeLAide aide={deposee} legende="Le calcul, tel que déposé" />}
      <p>
        <a class="fr-link" href={paths.instruction.dossier(cadre.id)}>
          Revenir au dossier
        </a>
      </p>
    </Cadre>
  )
}

const Retenue = ({ c }: { c: ChampDuCalcul }) => {
  const [derniere, ...avant] = c.retenues
  if (!derniere) return <>comme déposée</>
  return (
    <>
      <Une c={c} v={derniere} />
      {avant.length > 0 && (
        <details class="gt-details">
          <summary>Avant{<span class="fr-sr-only"> : {c.champ.libelle}</span>}</summary>
          {avant.map(v => (
            <Une c={c} v={v} />
          ))}
        </details>
      )}
    </>
  )
}
const Une = ({ c, v }: { c: ChampDuCalcul; v: ValeurRetenue }) => (
  <p class="fr-mb-1v">
    <b>{v.valeur === null ? 'comme déposée' : dite(c, v.valeur)}</b>. «&nbsp;{v.motif}&nbsp;»{' '}
    <span class="gt-sous">
      {v.par}, {formatInstant(v.le)}, sur la version&nbsp;{v.version}
    </span>
  </p>
)

const Trancher = ({ c, id }: { c: ChampDuCalcul; id: string }): Child => (
  <a href={`${paths.instruction.valeurs(id)}?trancher=${c.champ.nom}#trancher`}>
    Trancher<span class="fr-sr-only"> : {c.champ.libelle}</span>
  </a>
)

const FormulaireValeur = ({ c, id, contenu, ouvert }: { c: ChampDuCalcul; id: string; contenu: Contenu; ouvert: SaisieValeur }) => {
  const valeur = enVigueur(c)?.valeur ?? contenu.valeurs[c.champ.nom]
  const montree =
    ouvert.saisie ?? saisieDe(c.champ, valeur === undefined ? CONTENU_VIDE : { ...CONTENU_VIDE, valeurs: { [c.champ.nom]: valeur } })
  const errors = ouvert.errors ?? {}
  const action = paths.instruction.valeur(id, c.champ.nom)
  return (
    <section id="trancher" tabindex={-1} aria-labelledby="trancher-titre" class="fr-mt-3w">
      <h3 class="fr-h6" id="trancher-titre">
        {c.champ.libelle}
      </h3>
      {ouvert.change && (
        <Alert ton="warning" petit reponse>
          <p>{c.retenues[0]?.par} a retenu une autre valeur entre-temps. La sienne est ci-dessus. La vôtre n’est pas encore enregistrée.</p>
        </Alert>
      )}
      <Formulaire action={action}>
        <input type="hidden" name="vu" value={c.retenues[0]?.id ?? ''} />
        <Champs
          champs={[{ ...c.champ, nom: 'valeur', libelle: 'Valeur retenue', facultatif: false }]}
          saisie={{ valeur: montree }}
          erreurs={errors.valeur ? { valeur: errors.valeur } : {}}
        />
        <TextArea
          name="raison"
          label="Raison"
          hint="Elle reste avec la valeur, et qui décide peut la lire."
          rows={3}
          value={ouvert.raison ?? ''}
          error={errors.raison}
        />
        <FormActions principal="Retenir cette valeur" filet={false} />
      </Formulaire>
      {enVigueur(c) && (
        <BoutonPost action={action} champs={{ vu: c.retenues[0]!.id, rendre: 'oui', raison: 'Retour à la valeur déposée.' }}>
          Revenir à la valeur déposée
        </BoutonPost>
      )}
    </section>
  )
}
