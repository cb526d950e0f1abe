import { describe, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { autorite, delegation, enregistrer } from '../../../test/signataires.ts'
import { type MondeSuivis, NOTIFIE } from '../../../test/suivi.ts'
import { formSigne, type GestesActes, surUnConventionne } from '../../../test/suivi-actes.ts'
import { SLUG } from '../../../test/vico.ts'

const AVANCE = { montant: '2 700' }

describe('qui ordonne un paiement', () => {
  let m: MondeSuivis
  let g: GestesActes
  let d: string
  let qui: Awaited<ReturnType<typeof autorite>>
  surUnConventionne('2021-12-15T10:00:00', v => {
    ;({ m, g, d } = v)
  })
  const designer = async () => {
    const { rows } = await m.w.owner.query('select 1 from signataire limit 1')
    if (rows.length === 0) qui = await autorite(m.w, m.admin.cookie)
  }
  const ordre = async () =>
    (
      await m.w.owner.query(
        'select id, signataire_id, delegation_id from versement where dossier_id = $1 order by ordonne_le desc limit 1',
        [d],
      )
    ).rows[0]

  it('sans signataire désigné, rien n’est demandé et l’ordre part comme avant', async () => {
    expect(await g.texte(m.w.get(paths.suiviDossier.versements(d, 'avance'), m.referent.cookie))).not.toContain('Qui décide et signe')
    expect((await g.ordonner(d, 'avance', AVANCE)).status).toBe(303)
    expect(await ordre()).toMatchObject({ signataire_id: null, delegation_id: null })
  })

  it('l’autorité ordonne, une déléguée dans ce que sa délégation ouvre\u00a0; au-delà, la page dit pourquoi. Un ordre annulé rend ce qu’il avait pris', async () => {
    await designer()
    expect(await g.texte(m.w.get(paths.suiviDossier.versements(d, 'avance'), m.referent.cookie))).toContain(
      'Le préfet de Corse (Camille Exemple)',
    )
    const sans = await g.ordonner(d, 'avance', { ...AVANCE, signataire: qui.secretaire.fonction })
    expect([sans.status, await g.texte(sans)]).toEqual([422, expect.stringContaining('Aucune délégation de signature n’est enregistrée')])
    const cle = nouvelId()
    const dates = {
      arrete_le: '04/01/2021',
      publiee_le: '05/01/2021',
      du: '06/01/2021',
      au: '31/12/2021',
      plafond_acte: '2 700',
      plafond_total: '2 700',
    }
    const pose = await enregistrer(
      m.w,
      m.admin.cookie,
      delegation(qui.prefet.fonction, qui.secretaire.fonction, { cle, ...dates, nature_versement: 'oui' }),
    )
    expect(pose.status).toBe(303)
    expect((await g.ordonner(d, 'avance', { ...AVANCE, signataire: qui.secretaire.fonction })).status).toBe(303)
    expect(await ordre()).toMatchObject({ signataire_id: qui.secretaire.fonction, delegation_id: cle })
    expect(await g.texte(m.w.get(paths.suivi.dossier(d), m.referent.cookie))).toContain('par la secrétaire générale, par délégation')
    expect(await g.texte(m.w.get(paths.signatures.accueil, qui.secretaire.cookie))).toContain('Ordre de paiement, avance')
    const { id } = await ordre()
    await m.w.post(paths.suiviDossier.annulation(d, id), { raison: 'Erreur de compte.' }, m.admin.cookie)
    expect((await g.ordonner(d, 'avance', { ...AVANCE, signataire: qui.secretaire.fonction })).status).toBe(303)
    await g.payer(d)
    await g.depenser(d, 600_000)
    const trop = await g.ordonner(d, 'acompte', { montant: '100', signataire: qui.secretaire.fonction })
    expect([trop.status, await g.texte(trop)]).toEqual([422, expect.stringContaining('dépasse son plafond de 2 700 € en tout')])
    expect((await g.ordonner(d, 'acompte', { montant: '100' })).status).toBe(303)
    expect(await ordre()).toMatchObject({ signataire_id: qui.prefet.fonction, delegation_id: null })
  })

  // seen to fail: an aid given up, of which 750 € were kept, took its 9 000 € of the ceiling for ever
  it('d’une aide abandonnée après une avance, seule la part gardée compte au plafond de la délégation', async () => {
    await designer()
    m.w.regler(NOTIFIE)
    const [abandonnee, suivante] = (await m.laureats(2)) as [string, string]
    const dates = { arrete_le: '04/01/2021', publiee_le: '05/01/2021', du: '06/01/2021', au: '31/12/2021' }
    const plafonds = { plafond_acte: '9 000', plafond_total: '9 750', arrete_numero: 'A-GARDE' }
    const arrete = delegation(qui.prefet.fonction, qui.secretaire.fonction, { cle: nouvelId(), ...dates, ...plafonds, nature_decision: '' })
    expect((await enregistrer(m.w, m.admin.cookie, arrete)).status).toBe(303)
    const etablir = (dossier: string) =>
      m.w.post(paths.suiviDossier.acte(dossier), { duree: '10', signataire: qui.secretaire.fonction }, m.referent.cookie)
    expect((await etablir(abandonnee)).status).toBe(303)
    const { id } = (await g.actes(abandonnee)).at(-1)
    expect((await m.w.post(paths.suiviDossier.signature(abandonnee, id), formSigne('2021-11-08'), m.referent.cookie)).status).toBe(303)
    m.w.regler('2021-12-15T10:00:00')
    expect((await g.ordonner(abandonnee, 'avance', AVANCE)).status).toBe(303)
    await g.payer(abandonnee)
    await g.depenser(abandonnee, 100_000)
    const trop = await etablir(suivante)
    expect([trop.status, await g.texte(trop)]).toEqual([422, expect.stringContaining('il en reste 750 €')])
    expect((await m.w.post(paths.dossiers.renoncement(abandonnee), { motif: 'Le maire change.' }, m.vico.cookie)).status).toBe(303)
    // 750 € are kept: exactly 9 000 € are left
    expect((await etablir(suivante)).status).toBe(303)
    expect(await g.texte(m.w.get(paths.administration.delegations(SLUG), m.admin.cookie))).toContain('reste 0 €')
  })
})
