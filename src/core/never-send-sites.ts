/**
 * The sites of core/never-send.ts, by group and country. An entry covers the sites below it, so it
 * is as narrow as can be where the rest of a domain is for everybody to read.
 */

const MAIL = `
  mail.google.com outlook.live.com outlook.office.com outlook.office365.com outlook.cloud.microsoft
  hotmail.com mail.yahoo.com mail.yahoo.co.jp mail.aol.com icloud.com mail.proton.me
  account.proton.me mail.protonmail.com mail.zoho.com mail.zoho.in mail.zoho.eu mail.zoho.com.au
  fastmail.com tuta.com tutanota.com gmx.com gmx.net gmx.de mail.com app.hey.com mailbox.org
  posteo.de runbox.com hushmail.com startmail.com mailfence.com kolabnow.com mail.superhuman.com
  mail.yandex.com mail.yandex.ru e.mail.ru mail.qq.com exmail.qq.com mail.163.com mail.126.com
  mail.naver.com mail.daum.net mail.rediff.com email.secureserver.net privateemail.com
  mail.hostinger.com mail.ionos.com mail.ovh.net webmail.gandi.net
  mail.go.id mail.go.th mail.chinhphu.vn email.gov.in mail.gov.in
`;

const BANKS = {
  worldwide: `
    paypal.com wise.com revolut.com payoneer.com skrill.com neteller.com westernunion.com
    moneygram.com remitly.com worldremit.com xoom.com venmo.com cash.app klarna.com afterpay.com
    alipay.com pay.weixin.qq.com pay.google.com wallet.google.com pay.amazon.com card.apple.com
    pay.line.me link.com dashboard.stripe.com checkout.stripe.com buy.stripe.com
    billing.stripe.com live.adyen.com app.squareup.com braintreegateway.com authorize.net
    airwallex.com coinbase.com binance.com kraken.com crypto.com okx.com bybit.com
    americanexpress.com hsbc.com citi.com citibank.com sc.com chase.com bankofamerica.com
    wellsfargo.com capitalone.com usbank.com discover.com schwab.com fidelity.com vanguard.com
    interactivebrokers.com barclays.co.uk lloydsbank.com natwest.com santander.co.uk monzo.com
    n26.com commbank.com.au westpac.com.au anz.com nab.com.au bochk.com boc.cn icbc.com.cn
    ccb.com abchina.com cmbchina.com smbc.co.jp mizuhobank.co.jp bk.mufg.jp jp-bank.japanpost.jp
    rakuten-bank.co.jp kbstar.com shinhan.com wooribank.com
  `,
  indonesia: `
    bca.co.id klikbca.com bankmandiri.co.id bri.co.id bni.co.id btn.co.id cimbniaga.co.id
    octoclicks.co.id danamon.co.id permatabank.com permatanet.com ocbc.id ocbcnisp.com panin.co.id
    maybank.co.id bankmega.com bankbsi.co.id bankmuamalat.co.id banksinarmas.com btpn.com smbci.com
    jenius.com uob.co.id dbs.id hsbc.co.id jago.com seabank.co.id allobank.com superbank.id
    bankneocommerce.co.id blubybcadigital.id bankjatim.co.id bankjateng.co.id bankbjb.co.id
    bankdki.co.id linebank.co.id gopay.co.id ovo.id dana.id linkaja.id shopeepay.co.id flip.id
    doku.com midtrans.com xendit.co bibit.id ajaib.co.id indodax.com tokocrypto.com pintu.co.id
  `,
  malaysia: `
    maybank2u.com.my maybank.com maybank.com.my cimb.com cimb.com.my cimbclicks.com.my pbebank.com
    publicbankgroup.com rhbgroup.com hlb.com.my hongleongconnect.my ambank.com.my ambankgroup.com
    amonline.com.my affinalways.com affinonline.com affingroup.com alliancebank.com.my
    allianceonline.com.my bankislam.com bankislam.biz bankrakyat.com.my irakyat.com.my
    bsn.com.my mybsn.com.my muamalat.com.my agrobank.com.my uob.com.my ocbc.com.my hsbc.com.my
    gxbank.my aeonbank.com.my rytbank.my myboost.com.my tngdigital.com.my touchngo.com.my
    bigpayme.com setel.com mepsfpx.com.my paynet.my jompay.com.my billplz.com asnb.com.my
    myasnb.com.my
  `,
  singapore: `
    dbs.com dbs.com.sg posb.com.sg ocbc.com uob.com.sg uobgroup.com maybank2u.com.sg maybank.com.sg
    cimb.com.sg cimbclicks.com.sg hsbc.com.sg citibank.com.sg gxs.com.sg trustbank.sg anext.com.sg
    maribank.sg hlf.com.sg nets.com.sg youtrip.com you.co instarem.com syfe.com endowus.com
    stashaway.sg poems.com.sg investors.sgx.com
  `,
  brunei: 'bibd.com.bn baiduri.com.bn taib.com.bn',
  philippines: `
    bpi.com.ph bdo.com.ph metrobank.com.ph landbank.com lbpiaccess.com unionbankph.com
    securitybank.com rcbc.com pnb.com.ph chinabank.ph eastwestbanker.com psbank.com.ph dbp.ph
    aub.com.ph bankcom.com.ph cimbbank.com.ph tonikbank.com maya.ph mayabank.ph paymaya.com
    gcash.com gotyme.com.ph seabank.ph maribank.ph uniondigitalbank.io ofbank.com.ph komo.ph
    coins.ph dragonpay.ph paymongo.com palawanpay.com bayad.com
  `,
  thailand: `
    scb.co.th scbeasy.com kasikornbank.com bangkokbank.com krungthai.com ktbnetbank.com
    krungsri.com krungsrionline.com ttbbank.com ttbdirect.com gsb.or.th baac.or.th ghbank.co.th
    ibank.co.th uob.co.th cimbthai.com kkpfg.com tisco.co.th lhbank.co.th icbcthai.com
    thaicreditbank.com ktc.co.th aeon.co.th firstchoice.co.th cardx.co.th truemoney.com omise.co
  `,
  vietnam: `
    vietcombank.com.vn vietinbank.vn bidv.com.vn agribank.com.vn techcombank.com techcombank.com.vn
    mbbank.com.vn acb.com.vn vpbank.com.vn tpb.vn sacombank.com.vn isacombank.com.vn vib.com.vn
    hdbank.com.vn shb.com.vn msb.com.vn ocb.com.vn seabank.com.vn eximbank.com.vn scb.com.vn
    namabank.com.vn vietbank.com.vn lpbank.com.vn abbank.vn pvcombank.com.vn ncb-bank.vn
    vietabank.com.vn kienlongbank.com saigonbank.com.vn cake.vn timo.vn hsbc.com.vn uob.com.vn
    shinhan.com.vn wooribank.com.vn publicbank.com.vn cimbbank.com.vn momo.vn zalopay.vn vnpay.vn
    vnpayment.vn viettelmoney.vn shopeepay.vn moca.vn napas.com.vn payoo.vn onepay.vn vnptpay.vn
  `,
  myanmar: `
    kbzbank.com kbzpay.com ayabank.com ayapay.com cbbank.com.mm yomabank.com wavemoney.com.mm
    uab.com.mm mabbank.com mcb.com.mm agdbank.com abank.com.mm
  `,
  india: `
    onlinesbi.sbi sbiyono.sbi sbi.co.in sbi.bank.in hdfcbank.com hdfc.bank.in icicibank.com
    icici.bank.in axisbank.com axis.bank.in kotak.com kotak.bank.in pnbindia.in netpnb.com
    pnb.bank.in bankofbaroda.in bobibanking.com bankofbaroda.bank.in canarabank.com canarabank.in
    canarabank.bank.in unionbankofindia.co.in unionbankonline.co.in unionbankofindia.bank.in
    bankofindia.co.in bankofindia.bank.in indianbank.in indianbank.net.in indianbank.bank.in
    iob.in iobnet.co.in iob.bank.in centralbankofindia.co.in idbibank.in idbi.bank.in yesbank.in
    yes.bank.in indusind.com indusind.bank.in federalbank.co.in fednetbank.com federal.bank.in
    southindianbank.com kvb.co.in kvb.bank.in cityunionbank.com tmb.in
    tmbnet.in tmb.bank.in rblbank.com idfcfirstbank.com idfcfirst.bank.in bandhanbank.com
    aubank.in ucobank.com paytm.com phonepe.com bhimupi.org.in mobikwik.com cred.club
    razorpay.com payu.in billdesk.com ccavenue.com zerodha.com groww.in
  `,
  sriLanka: `
    combank.lk combankdigital.com boc.lk peoplesbank.lk sampath.lk sampathvishwa.com hnb.lk hnb.net
    seylan.lk ndbbank.com dfcc.lk nationstrust.com nsb.lk pabcbank.com amanabank.lk unionb.com
    cargillsbank.com genie.lk frimi.lk ezcash.lk lankapay.net payhere.lk
  `,
};

const HEALTH = {
  worldwide: `
    mychart.org mychart.com followmyhealth.com athenahealth.com kp.org teladoc.com zocdoc.com
    betterhelp.com talkspace.com 23andme.com patientaccess.com nhsapp.service.nhs.uk
    access.login.nhs.uk doctolib.fr healthcare.gov medicare.gov cigna.com aetna.com uhc.com
    allianzcare.com bupaglobal.com
  `,
  indonesia: `
    bpjs-kesehatan.go.id satusehat.kemkes.go.id halodoc.com alodokter.com klikdokter.com
    siloamhospitals.com prudential.co.id aia-financial.co.id allianz.co.id manulife.co.id
    axa.co.id generali.co.id mandiriinhealth.co.id
  `,
  malaysia: `
    mysejahtera.moh.gov.my doctoroncall.com.my bookdoc.com gleneagles.com.my pantai.com.my
    kpjhealth.com.my sunwaymedical.com prudential.com.my aia.com.my greateasternlife.com
    allianz.com.my etiqa.com.my manulife.com.my zurich.com.my hla.com.my
  `,
  singapore: `
    healthhub.sg healthiersg.gov.sg singhealth.com.sg nuhs.edu.sg ttsh.com.sg gleneagles.com.sg
    mountelizabeth.com.sg rafflesmedicalgroup.com doctoranywhere.com whitecoat.global aia.com.sg
    prudential.com.sg income.com.sg singlife.com manulife.com.sg
  `,
  philippines: `
    philhealth.gov.ph maxicare.com.ph intellicare.com.ph medicardphils.com konsulta.md medgate.ph
    seriousmd.com stlukes.com.ph makatimed.net.ph themedicalcity.com sunlife.com.ph aia.com.ph
    prulifeuk.com.ph manulife.com.ph axa.com.ph insularlife.com.ph
  `,
  thailand: `
    nhso.go.th mohpromt.moph.go.th bumrungrad.com samitivejhospitals.com bangkokhospital.com
    doctorraksa.com aia.co.th muangthai.co.th thailife.com bangkoklife.com krungthai-axa.co.th
    fwd.co.th prudential.co.th allianz.co.th
  `,
  vietnam: `
    baohiemxahoi.gov.vn hssk.kcb.vn tiemchungcovid19.gov.vn medpro.vn youmed.vn bookingcare.vn
    vinmec.com baoviet.com.vn prudential.com.vn manulife.com.vn aia.com.vn dai-ichi-life.com.vn
  `,
  myanmar: 'aia.com.mm prudential.com.mm ikbzi.com',
  india: `
    pmjay.gov.in abdm.gov.in cowin.gov.in esanjeevani.mohfw.gov.in esic.gov.in ors.gov.in
    cmchistn.com practo.com apollo247.com apollohospitals.com 1mg.com pharmeasy.in mfine.co
    starhealth.in licindia.in policybazaar.com careinsurance.com nivabupa.com hdfcergo.com
    icicilombard.com newindia.co.in tataaig.com
  `,
  sriLanka: 'echannelling.com doc.lk ceylincolife.com softlogiclife.lk',
};

const GOVERNMENT = {
  worldwide: `
    login.gov id.me irs.gov ssa.gov uscis.gov account.gov.uk access.service.gov.uk
    tax.service.gov.uk my.gov.au myid.gov.au ato.gov.au realme.govt.nz myna.go.jp
    e-tax.nta.go.jp hometax.go.kr iamsmart.gov.hk
  `,
  indonesia: `
    pajak.go.id dukcapil.kemendagri.go.id oss.go.id bpjsketenagakerjaan.go.id imigrasi.go.id
    layanan.go.id bkn.go.id beacukai.go.id cekbansos.kemensos.go.id ahu.go.id digitalkorlantas.id
    taspen.co.id
  `,
  malaysia: `
    digital-id.my hasil.gov.my jpn.gov.my imi.gov.my jpj.gov.my kwsp.gov.my perkeso.gov.my
    padu.gov.my malaysia.gov.my ptptn.gov.my tabunghaji.gov.my thijari.com.my budimadani.gov.my
    eghrmis.gov.my idme.moe.gov.my mysst.customs.gov.my ssm.com.my ssm-mydata.com.my myeg.com.my
  `,
  singapore: `
    singpass.gov.sg corppass.gov.sg myinfo.gov.sg cpf.gov.sg iras.gov.sg life.gov.sg ica.gov.sg
    hdb.gov.sg mom.gov.sg ns.gov.sg bizfile.gov.sg eservices.police.gov.sg elitigation.sg
  `,
  brunei: 'tap.com.bn ocp.mofe.gov.bn',
  philippines: `
    e.gov.ph sss.gov.ph gsis.gov.ph pagibigfund.gov.ph pagibigfundservices.com bir.gov.ph
    philsys.gov.ph national-id.gov.ph passport.gov.ph lto.gov.ph nbi.gov.ph prc.gov.ph dmw.gov.ph
    owwa.gov.ph etravel.gov.ph psahelpline.ph psaserbilis.com.ph pnpclearance.ph
  `,
  thailand: `
    bora.dopa.go.th rd.go.th sso.go.th dlt.go.th connect.egov.go.th czp.dga.or.th
    dbd.go.th customs.go.th immigration.go.th thaievisa.go.th studentloan.or.th gpf.or.th
    welfare.mof.go.th
  `,
  vietnam: `
    dichvucong.gov.vn vneid.gov.vn dichvucong.bocongan.gov.vn dancuquocgia.gov.vn gdt.gov.vn
    xuatnhapcanh.gov.vn evisa.gov.vn dangkykinhdoanh.gov.vn customs.gov.vn
  `,
  myanmar: 'evisa.moip.gov.mm ird.gov.mm myco.dica.gov.mm',
  india: `
    digilocker.gov.in uidai.gov.in meripehchaan.gov.in incometax.gov.in epfindia.gov.in
    passportindia.gov.in gst.gov.in parivahan.gov.in umang.gov.in voters.eci.gov.in eshram.gov.in
    mca.gov.in indianvisaonline.gov.in janparichay.meity.gov.in tnesevai.tn.gov.in tnpds.gov.in
    tnreginet.gov.in
  `,
  sriLanka: 'ird.gov.lk immigration.gov.lk drp.gov.lk dmt.gov.lk eta.gov.lk epf.lk police.lk',
};

const listed = (sites: string): string[] => sites.trim().split(/\s+/);
const ofCountries = (countries: Record<string, string>): string[] =>
  Object.values(countries).flatMap(listed);

export const SITES = {
  mail: listed(MAIL),
  banks: ofCountries(BANKS),
  health: ofCountries(HEALTH),
  government: ofCountries(GOVERNMENT),
} as const;
