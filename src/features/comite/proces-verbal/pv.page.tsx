import { createHash } from 'node:crypto'
import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, faitDe, param } from '../../../http.ts'
import { formatInstant } from '../../../lib/dates.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { err, ok } from '../../../lib/result.ts'
import { type ActeSur, peut } from '../../decret/index.ts'
import { seancePour } from '../acte.ts'
import { cadreDe } from '../cadre.ts'
import { repondreRefus } from '../reponses.tsx'
import { placesSeance, type Seance } from '../seance.ts'
import { changementsDe } from './changements.ts'
import type { MembrePv } from './contenu.ts'
import { type VersionPv, versionsDe } from './proces-verbal.queries.ts'
import { ProcesVerbalPage, type ProcesVerbalVue, SansProcesVerbal } from './proces-verbal.view.tsx'
import { deportsDuLecteur, dossierLu, enveloppeLue, essentielDe, etatDe, phraseNonSignataires, presenceDe, signatureDe } from './pv.mots.ts'
import { manquants, presentsNonDeclares, signataires } from './signataires.ts'
import type { SignatureVue } from './signature.view.tsx'

const FAITS: Record<string, string> = {
  amende: 'Une nouvelle version est établie. Les membres présents reçoivent un courriel pour la signer.',
  signe: 'Votre signature est enregistrée.',
  deja: 'Vous aviez déjà signé cette version\u00a0: votre première signature reste.',
  fige: 'Le procès-verbal est figé\u00a0: il ne change plus.',
  inchange: 'Rien n’a changé\u00a0: la version reste la même.',
  etabli: 'Le procès-verbal est établi. Les membres présents reçoivent un courriel pour le signer.',
}

/** What a reader of the procès-verbal has before them: the séance, every version, and the one asked for (the last by default). */
export const lirePv = (c: Ctx<'id'>) => {
  const ctx = ctxActeur(c)
  return enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'relire', param(c, 'id'), { verrou: false })
    if (!lue.ok) return lue
    const versions = await versionsDe(tx, ctx.guichetId, lue.value.id)
    const demandee = c.req.param('version')
    const v = demandee ? versions.find(x => String(x.version) === demandee) : versions[0]
    return demandee && !v ? err({ motif: 'introuvable' as const }) : ok({ s: lue.value, versions, v })
  })
}

/** What a refused act says. `lue`: the version that the person had read, when another one came since. */
export type RetourPv = { avis?: string; lue?: string; reserve?: string; gel?: string; errors?: FieldErrors; statut: 409 | 422 }

/** The page of the procès-verbal, on its last version or the one asked for. */
export async function pagePv(c: Ctx<'id'>, retour?: RetourPv): Promise<Response> {
  const lu = await lirePv(c)
  if (!lu.ok) return repondreRefus(c, lu.error)
  const { s, versions, v } = lu.value
  if (!v)
    return c.html(
      <SansProcesVerbal
        site={c.var.site}
        cadre={cadreDe(s)}
        avis={s.instance.avis}
        etablir={peut(placesSeance(s), 'etablir', { seance: s.etat })}
      />,
    )
  const fait = retour ? undefined : faitDe(c, FAITS)
  const lue = retour?.lue === undefined ? undefined : versions.find(x => String(x.version) === retour.lue)
  const avis = retour?.avis ?? (retour?.lue === undefined ? undefined : avisDeVersion(v, lue))
  const empreinte = v.cle &&
    v.sha256 && {
      sha256: v.sha256,
      intacte: (await empreinteGardee(c, v.cle)) === v.sha256,
      extrait: deportsDuLecteur(s, v).size > 0,
      sans: phraseNonSignataires(v),
    }
  const signature = signatureVue(s, v, v === versions[0], retour ?? {})
  const pv = { ...vueDe(s, versions, v, lue), signature, empreinte: empreinte || undefined }
  return c.html(<ProcesVerbalPage site={c.var.site} pv={pv} fait={fait} avis={avis} errors={retour?.errors ?? {}} />, retour?.statut ?? 200)
}

const avisDeVersion = (v: VersionPv, lue: VersionPv | undefined) =>
  lue
    ? `La version\u00a0${v.version} remplace la version\u00a0${lue.version} que vous lisiez. Relisez ce qui a changé.`
    : `Cette version n’existe pas. Voici la version\u00a0${v.version}.`

/** The SHA-256 of the bytes that are kept; none when they are no longer there. */
async function empreinteGardee(c: Ctx, cle: string) {
  const sha256 = createHash('sha256')
  try {
    for await (const morceau of c.var.deps.stockage.lire(cle)) sha256.update(morceau as Uint8Array)
  } catch {
    return undefined
  }
  return sha256.digest('hex')
}

function signatureVue(s: Seance, v: VersionPv, derniere: boolean, { reserve = '', gel = '' }: Partial<RetourPv>): SignatureVue {
  const ouverte = derniere && !v.figeLe
  const moi = peut(placesSeance(s), 'signer', { seance: s.etat }) ? signataires(s).find(m => m.id === s.moi?.id) : undefined
  const figer = ouverte && peut(placesSeance(s), 'figer', { seance: s.etat })
  return {
    seance: s.id,
    presidence: s.instance.avis,
    version: v.version,
    mienne: moi && signatureDe(v, moi.id) ? 'donnee' : moi && ouverte ? 'attendue' : undefined,
    reserve,
    attendus: ouverte ? manquants(s, v).map(m => m.nom) : [],
    nonDeclares: ouverte ? presentsNonDeclares(s).map(m => m.nom) : [],
    figer: figer ? { motif: gel, signees: v.signatures.length } : undefined,
  }
}

function vueDe(
  s: Seance,
  versions: readonly VersionPv[],
  v: VersionPv,
  lue: VersionPv | undefined,
): Omit<ProcesVerbalVue, 'signature' | 'empreinte'> {
  const { contenu: c } = v
  const derniere = v === versions[0]
  const deports = deportsDuLecteur(s, v)
  const precedente = lue ?? versions.find(x => x.version === v.version - 1)
  const peutIci = (acte: ActeSur<'seance'>) => peut(placesSeance(s), acte, { seance: s.etat })
  const attendus = new Set(signataires(s).map(m => m.id))
  return {
    cadre: cadreDe(s),
    avis: s.instance.avis,
    version: v.version,
    etat: etatDe(v, derniere),
    fige: v.figeLe !== null,
    derniere,
    par: v.par,
    le: v.le,
    essentiel: essentielDe(c),
    membres: c.membres.map(m => membreLu(v, m, derniere && !v.figeLe && attendus.has(m.id))),
    enveloppes: c.enveloppes.map(enveloppeLue),
    dossiers: c.dossiers.map(d => dossierLu(d, deports.has(d.id))),
    remarques: c.remarques,
    signees: { faites: v.signatures.length, attendues: v.figeLe ? v.signatures.length + v.nonSignataires.length : attendus.size },
    versions,
    changements: precedente && { depuis: precedente.version, liste: changementsDe(precedente.contenu, c, deportsDuLecteur(s, precedente)) },
    actes: { amender: derniere && !v.figeLe && peutIci('amender') },
  }
}

function membreLu(v: VersionPv, m: MembrePv, attendu: boolean) {
  const signature = signatureDe(v, m.id)
  return {
    nom: m.nom,
    siege: m.siege,
    presence: presenceDe(m),
    signature: signature ? `Signé le ${formatInstant(signature.le)}` : motSignature(v, m, attendu),
    reserve: signature?.reserve ?? '',
  }
}

function motSignature(v: VersionPv, m: MembrePv, attendu: boolean) {
  if (v.nonSignataires.includes(m.id)) return 'N’a pas signé'
  if (attendu) return 'Attendue'
  return m.presence === 'present' && !v.figeLe ? 'Non demandée\u00a0: intérêts non déclarés' : 'Non demandée'
}
