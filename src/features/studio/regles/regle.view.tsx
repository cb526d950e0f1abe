import { paths } from '../../../paths.ts'
import { Field, Select, TextArea } from '../../../ui/champs.tsx'
import { FormActions, Formulaire } from '../../../ui/form.tsx'
import { DesCodes } from '../codes.view.tsx'
import type { CodeOffert } from '../codes-offerts.ts'
import type { Bareme } from '../motifs/baremes.ts'
import { Baremes } from './baremes.view.tsx'
import { adresseCondition, Cadre, type CadreProps, type Erreurs, UnePlace, Valider } from './cadre.view.tsx'
import { choixDesEffets, type OptionEtape, optionsEtapes } from './choix-des-effets.ts'
import type { ControleVu, RegleVue } from './regle.form.ts'
import { enAdresse, type Temps } from './temps.ts'

type UnControleProps = { controle: ControleVu; rang: number; erreurs: Erreurs; brouillon: string; baremes: readonly Bareme[] }
const UnControle = ({ controle: c, rang, erreurs, brouillon, baremes }: UnControleProps) => (
  <fieldset class="gt-studio__groupe" id={c.lieu}>
    <legend>{rang === 0 ? 'Ce qui doit être vrai' : 'Puis'}</legend>
    {c.lien && c.places.length > 1 && (
      <p class="gt-sous">{c.lien === 'et' ? 'Toutes ces conditions\u00a0:' : 'L’une de ces conditions\u00a0:'}</p>
    )}
    {c.places.map(p => (
      <UnePlace place={p} erreurs={erreurs} />
    ))}
    <Baremes brouillon={brouillon} baremes={baremes} />
    <Select
      name={`${c.cle}.sinon`}
      label="Si ce n’est pas vrai"
      options={choixDesEffets}
      value={c.effet}
      vide={c.effet === '' ? 'Choisir' : null}
      error={erreurs[`${c.cle}.sinon`]}
    />
    <TextArea
      name={`${c.cle}.phrase`}
      label="Ce que lit le porteur"
      hint={[
        'Entre accolades, ses chiffres. ',
        c.proposee && c.proposee !== c.dit.trim()
          ? `Videz ce champ pour prendre la phrase proposée\u00a0: «\u00a0${c.proposee}\u00a0»`
          : '',
      ]}
      rows={2}
      value={c.dit}
    />
  </fieldset>
)

type RegleProps = Omit<CadreProps, 'section' | 'titre'> & {
  regle: RegleVue
  id: string
  temps: Temps
  etapes: readonly OptionEtape[]
  offerts: readonly CodeOffert[]
  /** The scales that each of its sentences stands on, by its key. */
  baremes: ReadonlyMap<string, readonly Bareme[]>
}
/** A rule of a draft: its sentences to fill in, what they do, what is read. */
export const ReglePage = ({ regle: r, id, temps, etapes, offerts, baremes, ...cadre }: RegleProps) => {
  const { brouillon, erreurs } = cadre
  const generale = paths.studio.lieu(paths.studio.section(brouillon.id, temps === 2 ? 'formulaire' : 'regles'), r.lieu)
  return (
    <Cadre {...cadre} section="regles" titre={r.titre || 'Règle sans titre'}>
      <Formulaire action={`${paths.studio.regle(brouillon.id, r.rang + 1)}${enAdresse({ temps })}`}>
        <input type="hidden" name="revision" value={String(brouillon.revision)} />
        <input type="hidden" name="regle" value={id} />
        <Valider />
        <Field name="titre" label="Titre" value={r.titre} error={erreurs.titre} autocomplete="off" />
        {r.si && (
          <fieldset class="gt-studio__groupe" id={`${r.lieu}/applicable_si`}>
            <legend>Seulement si</legend>
            {r.si.places.map(p => (
              <UnePlace place={p} erreurs={erreurs} />
            ))}
          </fieldset>
        )}
        <p>
          <a href={adresseCondition(brouillon.id, `${r.lieu}/applicable_si`)}>
            {r.si ? 'Changer de condition, ou la retirer' : 'Dire quand la règle s’applique'}
          </a>
        </p>
        {r.controles.map((c, i) => (
          <UnControle controle={c} rang={i} erreurs={erreurs} brouillon={brouillon.id} baremes={baremes.get(c.cle) ?? []} />
        ))}
        <p>
          <a href={`${paths.studio.section(brouillon.id, 'regles')}${enAdresse({ temps, aussi: r.rang })}#phrases`}>
            {r.controles.length > 0 ? 'Et aussi… une autre condition' : 'Dire ce qui doit être vrai'}
          </a>
        </p>
        <TextArea name="respectee" label="Ce qui se lit quand tout est vrai" rows={2} value={r.respectee} />
        <div class="gt-studio__champs">
          <div class="gt-studio__large">
            <DesCodes
              name="clauses"
              id="clauses"
              label="Clauses"
              hint={undefined}
              regle={undefined}
              facultatif={false}
              value={r.clauses}
              ouvert={r.clauses === ''}
              offerts={offerts}
            />
          </div>
          <Select
            name="etape"
            label="Où l’erreur se corrige"
            options={optionsEtapes(etapes, r.etape)}
            value={r.etape}
            vide={r.etape === '' ? 'Choisir' : null}
          />
        </div>
        <FormActions principal="Enregistrer la règle">
          <a href={`${paths.studio.section(brouillon.id, 'regles')}${enAdresse({ temps })}`}>Revenir aux règles</a>
          <a href={generale}>Tous ses réglages</a>
        </FormActions>
      </Formulaire>
    </Cadre>
  )
}
