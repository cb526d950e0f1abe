import { enTransaction } from '../../../contexte.ts'
import { type Ctx, champsEnvoyes, ctxActeur, exigeRole, faitDe, param, router } from '../../../http.ts'
import { nettoyer } from '../../../lib/forms.ts'
import { proche } from '../../../lib/proche.ts'
import { relireYaml } from '../../../lib/yaml-relu.ts'
import { paths } from '../../../paths.ts'
import { brouillonDe } from '../brouillons.queries.ts'
import { ecrireLieu, lireLieu } from '../document/lieux.ts'
import { enregistrer } from '../enregistrer.ts'
import { libelleDe } from '../libelles.table.ts'
import { avecSaisies, champsDe, contenuDe } from '../lieu.donnees.ts'
import { lire } from '../lire-brouillon.ts'
import type { Modifie, Ordre } from '../modifier.ts'
import { phraseRefus } from '../refus.table.ts'
import { enUnTexte } from '../section.form.ts'
import { revisionDe } from '../studio.form.ts'
import { dessiner, lireDossier, manquesDe, SANS_TEXTE } from './apercevoir.ts'
import { Apercu } from './apercu.view.tsx'
import { depuisCrochets, enCrochets, remplacerMot } from './crochets.rules.ts'
import { absentsDe, aEcrire, avecSaisi, type EcritLu, ecritDe, sansValeur, type TexteEcrit, texteEcrit, usuelDe } from './ecrit.donnees.ts'
import { EcritPage } from './ecrit.view.tsx'
import { offerts } from './mots-des-textes.table.ts'
import { type Ecrit, ecritNomme, ecritsDe } from './textes.table.ts'

const admin = exigeRole('administrateur')
const FAITS: Record<string, string> = {
  enregistre: 'Enregistré.',
  fait: 'C’est fait.',
  rien: 'Tout est enregistré.',
  usage: 'Le texte d’usage est repris.',
}
type C = Ctx<'brouillon' | 'ecrit'>

/** One letter, act or délibération of a draft: written, and seen as its porteur will receive it. */
export const textesRoutes = () =>
  router()
    .get(paths.studio.ecrit, admin, c => montrer(c))
    .post(paths.studio.ecrit, admin, garder)
    .get(paths.studio.documentEcrit, admin, c => apercevoir(c, new Map()))
    .post(paths.studio.documentEcrit, admin, async c => apercevoir(c, await champsEnvoyes(c)))

const ecritChoisi = (c: C, brut: unknown) => ecritNomme(brut, param(c, 'ecrit'))
const lireUn = (c: C) => enTransaction(c.var.ctx, tx => brouillonDe(tx, c.var.ctx.guichetId, param(c, 'brouillon')))

type Champs = ReadonlyMap<string, readonly string[]>
const un = (champs: Champs, nom: string) => champs.get(nom)?.[0] ?? ''
/** What was typed in the fields of this text, by its place. */
const saisiesDe = (champs: Champs) =>
  new Map([...champs].flatMap(([nom, v]) => (nom.startsWith('/') ? [[nom, nettoyer(enUnTexte(v))] as const] : [])))

/** The types of structures that a written délibération is for: a field of the studio, as any other. */
const champDesTypes = (brut: unknown, { famille, propre, chemin }: Ecrit, saisies: ReadonlyMap<string, string>) =>
  famille === 'deliberation' && propre
    ? champsDe(avecSaisies(contenuDe(brut, chemin), saisies)).find(x => x.chemin.at(-1) === 'types')
    : undefined

/** Each is compared with every word that there is: the others are said once these are mended. */
const INCONNUS_MAX = 20
type Retour = { refus?: string; saisies?: ReadonlyMap<string, string>; conflits?: Modifie['conflits']; essai?: string }
async function montrer(c: C, { refus, saisies = new Map(), conflits = [], essai: voulu }: Retour = {}) {
  const brouillon = await lireUn(c)
  if (!brouillon) return c.notFound()
  const { brut, remarques } = await lire(c, brouillon.source)
  const ecrit = ecritChoisi(c, brut)
  if (!ecrit) return c.notFound()
  const lu = avecSaisi(ecritDe(brut, ecrit), saisies)
  const dossier = await lireDossier(ctxActeur(c), {
    source: brouillon.source,
    essai: voulu ?? c.req.query('essai') ?? '',
    types: ecrit.types,
  })
  const essai = dossier.ok ? dossier.value.choisi : ''
  const manques = dossier.ok
    ? manquesDe({ ecrit, lu, config: c.var.deps.config, urlPublique: c.var.deps.urlPublique }, dossier.value)
    : undefined
  const inconnus = [...new Set(lu.champs.flatMap(x => x.inconnus))].slice(0, INCONNUS_MAX)
  const libelles = lu.mots.map(m => m.libelle)
  const absents = absentsDe(brut)
  const image = `${paths.studio.documentEcrit(brouillon.id, ecrit.code)}?${new URLSearchParams({ essai, vue: 'image', rev: String(brouillon.revision) })}`
  const page = (
    <EcritPage
      site={c.var.site}
      brouillon={brouillon}
      ecrit={ecrit}
      lu={lu}
      ecrits={ecritsDe(brut)}
      types={champDesTypes(brut, ecrit, saisies)}
      palette={offerts(lu.mots, ecrit).filter(m => !absents.includes(m.code))}
      inconnus={inconnus.map(mot => ({ mot, proche: proche(mot, libelles) }))}
      sansValeur={sansValeur(brut, lu)}
      remarques={remarques}
      essais={dossier.ok ? dossier.value.essais : []}
      essai={essai}
      apercu={dossier.ok ? (manques ? { image, manques } : { refus: SANS_TEXTE }) : { refus: dossier.error }}
      fait={refus || conflits.length > 0 ? undefined : faitDe(c, FAITS)}
      refus={refus}
      conflits={conflits.map(x => ({ libelle: libelleDe(lireLieu(x.lieu, brut)), texte: enCrochets(x.saisi, lu.mots) }))}
    />
  )
  return c.html(page, refus || saisies.size > 0 ? 422 : conflits.length > 0 ? 409 : 200)
}

/** Saves what was typed, then does what the button asks; a word that is put in is not saved yet. */
async function garder(c: C) {
  const champs = await champsEnvoyes(c)
  const saisies = saisiesDe(champs)
  const [essai, mot] = [un(champs, 'essai').slice(0, 60), un(champs, 'mot').slice(0, 160)]
  if (mot) {
    const ou = un(champs, 'ou')
    const la = saisies.get(ou)
    return la === undefined
      ? montrer(c, { saisies, essai })
      : montrer(c, { saisies: new Map(saisies).set(ou, `${la.trimEnd()} [${mot}]`), essai })
  }
  const [avant, apres] = un(champs, 'remplacer').split('>') as [string, string | undefined]
  if (avant && apres) for (const [lieu, v] of saisies) saisies.set(lieu, remplacerMot(v, avant, apres))
  const brouillon = await lireUn(c)
  if (!brouillon) return c.notFound()
  const { brut } = await lire(c, brouillon.source)
  const ecrit = ecritChoisi(c, brut)
  if (!ecrit) return c.notFound()
  const lu = ecritDe(brut, ecrit)
  const demande = un(champs, 'ordre')
  const envoi = lu.usuel
    ? premierEcrit(avecSaisi(lu, saisies), usuelDe(ecrit, brut), ecrit, demande)
    : changements(lu, ecrit, saisies, demande)
  const dernier = new URLSearchParams({ ...(essai ? { essai } : {}) })
  const partir = (fait: string, code = ecrit.code) => {
    dernier.set('fait', fait)
    return c.redirect(`${paths.studio.ecrit(brouillon.id, code)}?${dernier}`, 303)
  }
  if (!envoi) return partir('rien')
  const r = await enregistrer(ctxActeur(c), {
    id: brouillon.id,
    revision: revisionDe(un(champs, 'revision')),
    lieu: ecrireLieu(ecrit.chemin),
    ...envoi,
  })
  if (!r.ok) return r.error.motif === 'introuvable' ? c.notFound() : montrer(c, { refus: phraseRefus(r.error), saisies, essai })
  if (r.value.conflits.length > 0) return montrer(c, { conflits: r.value.conflits, essai })
  return partir(
    demande === 'usage' ? 'usage' : demande ? 'fait' : r.value.dit.length > 0 ? 'enregistre' : 'rien',
    demande === 'usage' ? ecrit.code : codeApres(r.value.texte, ecrit),
  )
}

/** The name of a délibération follows the structures that it is for. */
function codeApres(texte: string, { code, famille, chemin }: Ecrit): string {
  const lu = famille === 'deliberation' ? relireYaml(texte) : undefined
  return (lu?.ok && ecritsDe(lu.value.brut).find(e => ecrireLieu(e.chemin) === ecrireLieu(chemin))?.code) || code
}

type Envoi = { saisies: (readonly [string, string])[]; ordre?: Ordre }
/** The call had no text of its own: it is written whole, once it says something else than the usual one. */
function premierEcrit(lu: EcritLu, usuel: TexteEcrit, ecrit: Ecrit, demande: string): Envoi | undefined {
  const { types, chemin, famille } = ecrit
  const valeur = aEcrire(texteEcrit(lu, ecrit), types)
  if (demande !== 'ecrire' && JSON.stringify(valeur) === JSON.stringify(aEcrire(usuel, types))) return undefined
  if (famille === 'deliberation') return { saisies: [], ordre: { verbe: 'ajouter', lieu: ecrireLieu(chemin.slice(0, -1)), valeur } }
  return { saisies: [], ordre: { verbe: 'ecrire', lieu: ecrireLieu(chemin), valeur } }
}
function changements({ champs, mots }: EcritLu, ecrit: Ecrit, saisies: ReadonlyMap<string, string>, demande: string): Envoi {
  const siennes = champs.flatMap(({ lieu }) => (saisies.has(lieu) ? [[lieu, depuisCrochets(saisies.get(lieu)!, mots)] as const] : []))
  const types = ecrireLieu([...ecrit.chemin, 'types'])
  if (ecrit.famille === 'deliberation' && saisies.has(types)) siennes.push([types, saisies.get(types)!])
  const ordre = ordreDe(ecrit, demande)
  return { saisies: siennes, ...(ordre ? { ordre } : {}) }
}
function ordreDe(ecrit: Ecrit, demande: string): Ordre | undefined {
  if (demande === 'usage') return { verbe: 'retirer', lieu: ecrireLieu(ecrit.chemin) }
  if (ecrit.famille !== 'acte') return undefined
  const articles = ecrireLieu([...ecrit.chemin, 'articles'])
  if (demande === 'ajouter') return { verbe: 'ajouter', lieu: articles }
  const m = /^(retirer|monter|descendre) (\d{1,2})$/.exec(demande)
  return m ? { verbe: m[1] as 'retirer', lieu: `${articles}/${m[2]}` } : undefined
}

/** The document of what is saved, or of what is typed: nothing is written. `vue`: the drawing, or what stands beside the form; the PDF otherwise. */
async function apercevoir(c: C, champs: Champs) {
  const brouillon = await lireUn(c)
  if (!brouillon) return c.notFound()
  const demande = (nom: string) => un(champs, nom) || c.req.query(nom) || ''
  const vue = demande('vue')
  const { brut } = await lire(c, brouillon.source)
  const ecrit = ecritChoisi(c, brut)
  if (!ecrit) return c.notFound()
  const lu = avecSaisi(ecritDe(brut, ecrit), saisiesDe(champs))
  const a = { ecrit, lu, config: c.var.deps.config, urlPublique: c.var.deps.urlPublique }
  const r = await dessiner(ctxActeur(c), a, { source: brouillon.source, essai: demande('essai').slice(0, 60), image: vue !== '' })
  c.header('cache-control', 'no-store')
  const { titre } = ecrit
  if (vue === 'fragment') {
    const props = r.ok
      ? { image: `data:image/svg+xml;base64,${Buffer.from(r.value.octets).toString('base64')}`, manques: r.value.manques }
      : { refus: r.error }
    return c.html(<Apercu titre={titre} {...props} />)
  }
  if (!r.ok) return c.text(r.error, 422)
  return c.body(Uint8Array.from(r.value.octets).buffer, 200, {
    'content-type': vue === 'image' ? 'image/svg+xml' : 'application/pdf',
    'content-disposition': `inline; filename="${ecrit.code.replaceAll('_', '-')}.${vue === 'image' ? 'svg' : 'pdf'}"`,
  })
}
