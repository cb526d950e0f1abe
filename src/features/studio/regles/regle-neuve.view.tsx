import { paths } from '../../../paths.ts'
import { Field, Select, TextArea } from '../../../ui/champs.tsx'
import { FormActions, Formulaire } from '../../../ui/form.tsx'
import type { EnBlancs } from './blancs.ts'
import { Cadre, type CadreProps, Valider } from './cadre.view.tsx'
import { choixDesEffets, type OptionEtape, optionsEtapes } from './choix-des-effets.ts'
import { EnPhrase } from './phrase.view.tsx'
import { type Cible, enAdresse } from './temps.ts'

export type NeuveSaisie = {
  titre: string
  clause: string
  clauseNom: string
  clauseTexte: string
  effet: string
  etape: string
  porteur: string
}
type NeuveProps = Omit<CadreProps, 'section' | 'titre'> & {
  amorce: string
  vers: Cible
  /** The rule to which it is one more condition. */
  aussi?: string | undefined
  texte: string
  en: EnBlancs
  saisie: NeuveSaisie
  clauses: readonly { nom: string; texte: string }[]
  etapes: readonly OptionEtape[]
}
/** A clause that the call has not written yet: the rule is not left to go and write it. */
const ClauseNeuve = ({
  clauseNom,
  clauseTexte,
  erreurs,
  ouverte,
}: Pick<NeuveSaisie, 'clauseNom' | 'clauseTexte'> & { erreurs: Readonly<Record<string, string>>; ouverte: boolean }) => (
  <details class="gt-studio__repli" open={ouverte || clauseNom !== '' || clauseTexte !== ''}>
    <summary>La clause n’est pas dans la liste&nbsp;? Écrivez-la</summary>
    <div class="gt-studio__champs">
      <Field
        name="clause_nom"
        label="Numéro ou nom de la clause"
        hint="Tel que le cahier des charges la nomme, par exemple&nbsp;: 3.2"
        value={clauseNom}
        error={erreurs.clause_nom}
        facultatif
        autocomplete="off"
      />
    </div>
    <TextArea name="clause_texte" label="Ce qu’elle dit" rows={2} value={clauseTexte} error={erreurs.clause_texte} facultatif />
  </details>
)

/** Second step of a new rule: the blanks of the sentence that was chosen. */
export const RegleNeuvePage = ({ amorce, vers, aussi, texte, en, saisie, clauses, etapes, ...cadre }: NeuveProps) => {
  const { brouillon, erreurs } = cadre
  return (
    <Cadre
      {...cadre}
      section="regles"
      titre={aussi === undefined ? 'Ajouter une règle' : `Et aussi… pour «\u00a0${aussi}\u00a0»`}
      debut={Object.keys(erreurs).length === 0 && !cadre.refus}
    >
      <p>
        Phrase choisie&nbsp;: «&nbsp;{texte}&nbsp;».{' '}
        <a href={`${paths.studio.section(brouillon.id, 'regles')}${enAdresse(vers)}#phrases`}>En choisir une autre</a>
      </p>
      <Formulaire action={`${paths.studio.regleNeuve(brouillon.id)}${enAdresse(vers, { phrase: amorce })}`}>
        <input type="hidden" name="revision" value={String(brouillon.revision)} />
        <Valider />
        <fieldset class="gt-studio__groupe">
          <legend>Ce qui doit être vrai</legend>
          <EnPhrase en={en} erreurs={erreurs} />
        </fieldset>
        <div class="gt-studio__champs">
          {aussi === undefined && <Field name="titre" label="Titre" value={saisie.titre} error={erreurs.titre} autocomplete="off" />}
          <Select name="sinon" label="Si ce n’est pas vrai" options={choixDesEffets} value={saisie.effet} vide={null} />
          {aussi === undefined && (
            <Select
              name="clause"
              label="Clause citée"
              facultatif={saisie.clauseNom !== ''}
              options={clauses.map(c => ({ value: c.nom, label: c.texte ? `${c.nom}, ${c.texte.slice(0, 80)}` : c.nom }))}
              value={saisie.clause}
              error={erreurs.clause}
            />
          )}
          {aussi === undefined && (
            <Select
              name="etape"
              label="Où l’erreur se corrige"
              options={optionsEtapes(etapes, '')}
              value={saisie.etape}
              vide="Là où la réponse se donne"
            />
          )}
        </div>
        {aussi === undefined && <ClauseNeuve {...saisie} erreurs={erreurs} ouverte={clauses.length === 0} />}
        <TextArea
          name="porteur"
          label="Ce que lit le porteur"
          hint="Vide, la phrase est écrite pour vous, avec ses chiffres. Vous pourrez la changer."
          facultatif
          rows={2}
          value={saisie.porteur}
        />
        <FormActions principal={aussi === undefined ? 'Ajouter la règle' : 'Ajouter la condition'}>
          <a href={`${paths.studio.section(brouillon.id, 'regles')}${enAdresse({ temps: vers.temps })}`}>Revenir aux règles</a>
        </FormActions>
      </Formulaire>
    </Cadre>
  )
}
